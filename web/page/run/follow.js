// What the trainer tells unasked and a person should hear: how the run ended, downloads, divergence, and its own restarts.

import { byId, setText } from '../../kit/dom.js';
import { bytes, count } from '../../kit/format.js';
import { bar, closeBar, toast } from '../notices.js';

export function follow(engine, store, { transport, fail }) {
  engine.on('log', ({ level, text }) => {
    if (level === 'error') fail(text);
    else if (level === 'warning') toast(text, 'warning');
    else console.info(text);
  });

  store.on('state', ({ state, text }) => {
    if (state !== 'loading') closeBar('progress');
    if (text && state !== 'diverged' && state !== 'loading') toast(text);
  });
  store.on('run', () => closeBar('live'));

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
      const el = document.querySelector('[data-bar="progress"] .bar-title') || bar('progress', { title: 'Loading', closable: false }).querySelector('.bar-title');
      setText(el, progressText(event));
    }
  });

  engine.on('diverged', ({ step, text, name, value }) => {
    bar('diverged', {
      kind: 'error',
      title: `The loss is not finite at step ${step.toLocaleString('en-US')}`,
      lines: [text || 'Training stopped before the weights were spoiled. A smaller learning rate usually helps.'],
      actions: [
        { label: 'Go back, with a tenth of the learning rate', primary: true, act: () => { recover({ name, value }); } },
        { label: 'Reset', act: () => { transport.reset(); } },
      ],
    });
  });

  async function recover(rate) {
    try {
      await engine.recover(rate);
      closeBar('diverged');
      await transport.start();
    } catch (error) {
      fail(error.message);
    }
  }

  engine.on('phase', ({ phase, reason, step, degraded }) => {
    if (phase === 'restarting') {
      bar('engine', { kind: 'warning', title: 'The training engine is restarting', lines: [reason] });
    } else if (phase === 'running' && document.querySelector('[data-bar="engine"]')) {
      bar('engine', {
        kind: 'warning',
        title: 'The training engine was restarted',
        lines: [`The run goes on from step ${(step || 0).toLocaleString('en-US')}, its last checkpoint.`, degraded && 'It uses the plain kernels now: slower, but they run everywhere.'].filter(Boolean),
      });
    } else if (phase === 'stopped') {
      bar('engine', {
        kind: 'error',
        title: 'The training engine has stopped',
        lines: [reason],
        actions: [{ label: 'Start it again', primary: true, act: () => { engine.restart(); } }],
      });
    }
  });
}

const NAMES = { mnist: 'MNIST', engine: 'the trainer' };

function progressText({ what, name, done = 0, total = 0, text }) {
  if (what === 'made' || what === 'own') return `${text[0].toUpperCase()}${text.slice(1)}: ${count(done)} of ${count(total)}`;
  return `Loading ${NAMES[name] || name || 'data'}${text ? `, ${text}` : ''}: ${bytes(done)}${total > done ? ` of ${bytes(total)}` : ''}`;
}
