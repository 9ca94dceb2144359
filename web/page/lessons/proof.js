// A proof link: the link of a run with its arithmetic, a step, and the fingerprint that its weights have after it. core/proof reads and checks it.

const BITS = ['plain', 'fused']; // arithmetics whose bits are the same on every machine
const OWN = ['pictures', 'table']; // data that nobody else has

/** The proof of the run at its figures; '' where nobody could check it: before the first step, or on a person's own data. */
export function proofOf({ link, values }, { step, fingerprint, arithmetic }) {
  if (!(step > 0) || !fingerprint || !BITS.includes(arithmetic) || OWN.includes(values.data)) return '';
  const pairs = link.split('&').filter((pair) => !pair.startsWith('arithmetic='));
  return [...pairs, `arithmetic=${arithmetic}`, `proof=${step}:${fingerprint}`].join('&');
}
