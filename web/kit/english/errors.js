// What a program here refuses, or cannot do. Scripts see these codes: docs/messages.md lists them.

export const ERRORS = {
  // What the browser said, in its own words.
  other: '{why}',

  engine_stopped: 'The training engine has stopped: {why}.',
  engine_restarted: 'The training engine was restarted: {why}.',
  engine_silent: 'it gave no sign of life for {seconds} s',
  engine_asked: 'it was asked to',
  worker_not_started: 'the browser starts no worker ({why})',
  worker_not_in_build: 'this build has no {file}',
  worker_not_loaded: 'its script did not load',
  message_not_read: 'a message could not be read',
  message_too_large: '{found} MiB found, at most {most} MiB at once expected',

  worker_unhandled: 'unhandled: {why}',
  worker_version: 'the page speaks version {page}, this worker {worker}: reload the page',
  file_not_in_build: 'build {build} has no {file}: reload the page',
  program_not_compiled: '{file} does not compile here: {why}',
  kernels_of_another_version: 'the kernels are of another version, they lack {kernel}: reload the page',
  memory_refused: 'this browser grants no memory of {least} MiB: {why}',
  memory_used_up: 'it ran out of memory',
  program_ended: 'the program ended with code {exit}',
  thread_lost: 'a thread did not answer',
  thread_ended: 'A thread of the training did not answer and was ended. The training starts again from its last checkpoint, with {left}.',
  file_not_arrived: '{file} did not arrive: {why}',
  file_refused: '{file} did not arrive: the server said {status}',
  file_broke_off: '{file} broke off after {bytes} bytes: {why}',
  file_cut_off: '{file} is cut off: {found} bytes found, {expected} expected',
  file_damaged: '{file} is damaged: {why}',

  frame_start_unknown: 'unknown start',
  frame_version: 'version {found} found, {expected} expected; reload the page',
  frame_too_short: 'shorter than it says',

  array_expected: '{name} is {found}, a Float32Array expected',
  integer_expected: '{name} is {found}, a whole number from {least} on expected',
  string_expected: '{name} is {found}, a string expected',
  event_unknown: 'event {found} found, one of {events} expected',
  function_expected: '{found} found, a function expected',
  files_expected: '{found} found, a File or several expected',
  blob_expected: '{found} found, a Blob or File expected',
  bytes_expected: '{found} found, an ArrayBuffer or Uint8Array expected',
  run_unknown: '{found} found, the id of a stored run expected',
  run_state_gone: 'its state is not in the storage any more, or not as it was written',
  run_not_written: 'what was written could not be read back as it was',
  choices_expected: '{name} is {found}, an array of {choices} expected',
};
