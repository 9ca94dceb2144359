// What a person is told of a run that did not come back with a new trainer: why, where its checkpoint is, and what leads on.

import { byId } from '../../kit/dom.js';
import { alone, say } from '../../kit/words.js';
import { bar } from '../notices.js';
import { download } from '../pixels.js';

const OF_FILES = new Set(['record_files_wanted', 'record_files_differ']);
const OF_ARITHMETIC = new Set(['arithmetic_differs', 'fused_missing']);

/** Whether a run was interrupted that goes on when its files come. */
export const waitsForFiles = ({ phase, reason }) => phase === 'interrupted' && OF_FILES.has(reason.code);

/** event: "phase" of the engine, with phase "interrupted". reopen() opens the link of the run once more. */
export function tellInterrupted(engine, { reason, code, step }, reopen) {
  const lines = [alone(reason)];
  if (engine.saved) lines.push(say('run_interrupted_kept', { step }));
  if (OF_ARITHMETIC.has(code)) lines.push(say('run_interrupted_arithmetic'));
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
  if (!engine.saved) return [];
  const { step } = engine.saved;
  return [stays(say('checkpoint_save'), () => download(engine.saved.bytes, `bottleneck-${step}.checkpoint`))];
}

function waysOn(engine, code) {
  const retry = (how) => () => { engine.retry(how); };
  if (OF_FILES.has(code)) return [{ ...stays(say('files_choose'), () => byId('own-files').click()), primary: true }];
  if (OF_ARITHMETIC.has(code)) {
    return [{ label: say('recover_fast'), primary: true, act: retry({ fast: true }) }, { label: say('recover_plain'), act: retry({ arithmetic: 'plain' }) }];
  }
  return [{ label: say('recover_again'), primary: true, act: retry({}) }];
}

// What is said stays until it is not so any more.
function stays(label, act) {
  return { label, act: () => { act(); return false; } };
}
