// What the trainer tells unasked and a person should hear: how the run ended, downloads, divergence, and its own restarts.

import { byId, setText } from '../../kit/dom.js';
import { bytes } from '../../kit/format.js';
import { bar, closeBar, settle, toast } from '../notices.js';
import { mend } from '../../kit/mend.js';
import { AnotherTry } from './again.js';
import { savings, tellInterrupted } from './interrupted.js';
import { alone, say } from '../../kit/words.js';

/** acts: reopen(link) opens a link once more. */
export function follow(engine, store, { transport, fail, reopen }) {
  engine.on('log', ({ level, text }) => {
    if (level === 'error') fail(text);
    else if (level === 'warning') toast(text, 'warning');
    else console.info(text);
  });

  store.on('state', ({ state, text }) => {
    if (state !== 'loading') closeBar('progress');
    if (state !== 'diverged') settle('run');
    if (text && state !== 'diverged' && state !== 'loading') toast(text);
  });

  // Over the canvas while nothing is there yet, in a bar at the foot while a run goes on.
  engine.on('progress', (event) => {
    const { done, total, what } = event;
    if (what === 'own') return; // it has a place of its own
    if (!byId('cover').hidden) {
      setText(byId('cover-text'), progressText(event));
      if (total) byId('cover-progress').value = done / total;
    } else if (total && done >= total) {
      closeBar('progress');
    } else {
      const el = document.querySelector('[data-bar="progress"] .bar-title') || bar('progress', { title: say('loading'), closable: false }).querySelector('.bar-title');
      setText(el, progressText(event));
    }
  });

  // The rate that comes next, told while a run is tried with lower and lower ones.
  let next = null;
  const again = new AnotherTry(engine, { tell: (title) => bar('again', { about: 'run', title, closable: false }), done: () => closeBar('again') });

  engine.on('diverged', ({ step, text, name, value, link }) => {
    next = { name, value, link, step, text };
    if (!again.busy) tellDiverged(next);
  });

  function tellDiverged({ step, text, name, value, link }) {
    bar('diverged', {
      kind: 'error',
      about: 'run',
      title: say('diverged_at', { step }),
      lines: [text],
      actions: [
        { label: say('go_back'), primary: true, act: () => { recover({ name, value, link }); } },
        { label: say('try_again'), act: () => { tryAgain(); } },
        { label: say('reset'), act: () => { transport.reset(); } },
      ],
    });
  }

  async function tryAgain() {
    try {
      await again.from(() => next);
      await transport.start();
    } catch (error) {
      fail(error.message, 'run');
      if (store.state === 'diverged') tellDiverged(next); // it stands there, and somebody has to decide
    }
  }

  async function recover(rate) {
    try {
      await engine.recover(rate);
      await transport.start();
    } catch (error) {
      fail(error.message);
      if (store.state === 'diverged') tellDiverged(next);
    }
  }

  engine.on('phase', (event) => {
    const { phase, reason, step, older, again: changes, degraded } = event;
    if (phase === 'restarting') {
      bar('engine', { kind: 'warning', about: 'engine', title: say('trainer_restarting'), lines: [reason], actions: engine.device ? [] : [anew] });
    } else if (phase === 'running' && document.querySelector('[data-bar="engine"]')) {
      settle('engine');
      const lines = step === undefined ? [] : [older ? say('trainer_goes_on_older', { step }) : say('trainer_goes_on', { step })];
      if (changes) lines.push(say('trainer_changes_again', { again: changes }));
      if (degraded) bar('engine', { kind: 'warning', about: 'engine', title: say('trainer_restarted'), lines: [...lines, say('trainer_plain')] });
      else if (lines.length) toast(lines.join(' '), older ? 'warning' : 'info');
    } else if (phase === 'interrupted') {
      tellInterrupted(engine, event, () => reopen(store.running.link));
    } else if (phase === 'stopped') {
      bar('engine', {
        kind: 'error',
        about: 'engine',
        title: say('trainer_stopped'),
        lines: [reason],
        actions: [{ label: say('trainer_start_again'), primary: true, act: () => { engine.restart(); } }, anew, ...savings(engine)],
      });
    }
  });
}

// Where the trainer does not come a file of the site may be missing or damaged.
const anew = { label: say('reload'), act: () => { mend(); return false; } };

const NAMES = { mnist: say('name_mnist'), engine: say('name_trainer') };

function progressText({ what, name, done = 0, total = 0, text }) {
  if (what === 'made' || what === 'own') return say('making_data', { doing: alone(text), done, total });
  const data = NAMES[name] || name || say('name_data');
  const part = text ? say('loading_part', { data, part: text }) : data;
  return total > done ? say('loading_data_of', { what: part, done: bytes(done), total: bytes(total) }) : say('loading_data', { what: part, done: bytes(done) });
}
