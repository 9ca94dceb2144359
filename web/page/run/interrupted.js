// What a person is told of a run that did not come back with a new trainer: why, where its checkpoint is, and what leads on.

import { byId } from '../../kit/dom.js';
import { alone, say } from '../../kit/words.js';
import { bar } from '../notices.js';
import { download } from '../pixels.js';
import { ofArithmetic, ofFiles } from '../runs/refused.js';

/** Whether a run was interrupted that goes on when its files come. */
export const waitsForFiles = ({ phase, reason }) => phase === 'interrupted' && ofFiles(reason.code);

/** event: "phase" of the engine, with phase "interrupted". reopen() opens the link of the run once more. */
export function tellInterrupted(engine, { reason, code, step }, reopen) {
  const lines = [alone(reason)];
  if (engine.saved) lines.push(say('run_interrupted_kept', { step }));
  if (ofArithmetic(code)) lines.push(say('run_interrupted_arithmetic'));
  bar('engine', {
    kind: 'error',
    about: 'engine',
    closable: false,
    title: say('run_interrupted'),
    lines,
    actions: [...waysOn(engine, code), ...savings(engine), stays(say('recover_from_link'), reopen)],
  });
}

/** The action that saves the latest checkpoint, a file for `bottleneck train -resume`; none where there is no checkpoint. */
export function savings(engine) {
  const { saved } = engine; // of this run: another may be open when it is pressed
  return saved ? [stays(say('checkpoint_save'), () => download(saved.bytes, `bottleneck-${saved.step}.checkpoint`))] : [];
}

function waysOn(engine, code) {
  const retry = (how) => () => { engine.retry(how); };
  if (ofFiles(code)) return [{ ...stays(say('files_choose'), () => byId('own-files').click()), primary: true }];
  if (ofArithmetic(code)) {
    return [{ label: say('recover_fast'), primary: true, act: retry({ fast: true }) }, { label: say('recover_plain'), act: retry({ arithmetic: 'plain' }) }];
  }
  return [{ label: say('recover_again'), primary: true, act: retry({}) }];
}

// What is said stays until it is not so any more.
function stays(label, act) {
  return { label, act: () => { act(); return false; } };
}
