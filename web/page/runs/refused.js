// Why a run does not come back from its checkpoint, by the code of the refusal.

/** Its files are not here. */
export const filesWanted = (code) => code === 'record_files_wanted';

/** That, or those that are here are others: it goes on when its own come. */
export const ofFiles = (code) => filesWanted(code) || code === 'record_files_differ';

/** What it was trained in is not here: it goes on in another arithmetic when somebody says so. */
export const ofArithmetic = (code) => code === 'arithmetic_differs' || code === 'fused_missing';
