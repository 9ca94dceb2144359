// What a Go program prints, so that its last words reach the page. A classic script: importScripts("output.js"), after Go's loader.
'use strict';

/**
 * Keeps the last lines that Go prints.
 * @returns {{printed: string[], why: (exit: number) => {code: string, values: object}}} the lines; and why the program ended, as far as
 *   they say. There is no better sign: the exit code is 2 of every panic and of a memory that is used up, no deferred call runs
 *   after the latter, and the runtime asks for memory by an instruction that nobody outside sees.
 */
globalThis.collectOutput = () => {
  const printed = [];
  let cause = ''; // the line that says why, above all the goroutines
  const decoder = new TextDecoder();
  let line = '';
  globalThis.fs.writeSync = (_, view) => {
    line += decoder.decode(view.slice(), { stream: true }); // the view may be of shared memory: copy it first
    const lines = line.split('\n');
    line = lines.pop();
    cause ||= lines.find((said) => /^(panic|fatal error|runtime error): /.test(said)) ?? '';
    printed.push(...lines);
    printed.splice(0, printed.length - 60);
    return view.length;
  };
  const why = (exit) => {
    if (/out of memory|cannot allocate/.test(cause)) return { code: 'memory_used_up', values: {} };
    return cause ? { code: 'other', values: { why: cause } } : { code: 'program_ended', values: { exit } };
  };
  return { printed, why };
};
