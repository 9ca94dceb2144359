// What the engine tells.

/**
 * What Engine.on() can listen to. Those of the trainer carry the fields of core/wire.Event, with code and values beside a text (docs/messages.md),
 * and `buffers`:
 *   ready       {device}                           after each start of the worker
 *   state       {state, text, run, link, recipe, lesson, cost, plan, showing, metrics, step, total_steps, elapsed, remaining}: all of the run
 *   metrics     {metrics, epoch_end, elapsed, remaining, steps_per_epoch, total_steps, threads}   seconds; threads that share steps
 *   snapshot    {buffer, taken}                    taken() when it was shown: then the next may come
 *   checkpoint  {run, step, link, record, parent, parent_step, buffers}   buffers: a state to go back to, its record, a small picture; not to be transferred
 *   diverged    {step, loss, text, link}           see recover()
 *   progress    {what: "engine"|"data", name, done, total, text}
 *   log         {level, text, threads}                 threads: how many are left after one was lost
 *   bench       {bench}                            what a bench has measured so far
 *   moment      {moment, step, done, total}        what is shown in the place of the run as it is now; while a step is sought also which, and how far it is
 *   look        {name, step, done, total}          how far a kept run is on the way to the step that is looked at
 *   classify    {classes, run, text}               what classifiers reached so far; text: why they were stopped
 * and of the supervisor:
 *   phase       {phase: "booting"|"running"|"restarting"|"interrupted"|"stopped", reason, code, of, values, report, step, older, again, degraded}
 *                                                  step: of the checkpoint; of a run that is back older: of the one before the latest, again: changes to come
 *   device      {device}                           whenever it changes
 */
export const EVENTS = ['ready', 'state', 'metrics', 'snapshot', 'checkpoint', 'diverged', 'progress', 'log', 'bench', 'moment', 'look', 'classify', 'phase', 'device'];
