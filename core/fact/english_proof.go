package fact

// OfProofs is what is wrong with a proof link.
const OfProofs = `
proof_missing            no proof found, a link with proof=STEP:FINGERPRINT expected
proof_unreadable         {found|quoted} found, STEP:FINGERPRINT expected: a step from 1 on, and eight hexadecimal digits
proof_given_twice        more than one found, one expected
proof_without_arithmetic arithmetic={found} found, plain or fused expected with a proof: each has fingerprints of its own
proof_recipe_refused     the recipe cannot be run as it is written: {why}
proof_beyond_end         step {step|grouped} found, the run ends after step {last|grouped}
proof_differs            fingerprint {found} found after step {step|grouped}, {claimed} claimed
proof_needs_files        data={data} found: only who has these files can check it
proof_arithmetic_missing {expected} arithmetic is not to be had here
proof_arithmetic_differs the run multiplies in {found} arithmetic, {expected} expected: only that has these fingerprints
proof_run_differs        the run is not one of this recipe from the start on, at step {step|grouped} at most
proof_unchecked          it could not be checked: {why}
`
