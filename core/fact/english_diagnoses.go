package fact

// OfDiagnoses is what is wrong with a run that goes on all the same.
const OfDiagnoses = `
diagnosis_batch     A batch of {batch|grouped} is more than the {inputs|grouped} that there are to train on, so each epoch is one step. Batches of {less|grouped} make ten.
diagnosis_reach     The output cannot reach {percent}% of the values: they lie outside of what {activation} gives.
diagnosis_rate      The learning rate is far too low: {optimizer} with {rate} took {percent}% off the loss in {steps|grouped} steps. {usual} is customary.
diagnosis_posterior The code says nothing: its distributions are the standard normal one within {kl|.2} nats, whatever the input.
diagnosis_collapsed One picture comes out for all inputs: outputs vary by {percent}% of what the inputs do.
diagnosis_dead      {dead|grouped} of {units|grouped} units of the code are dead: they say the same of every input.
diagnosis_saturated The code is saturated: {percent}% of its sigmoids are at 0 or 1, where they hardly learn.
diagnosis_copies    A code of {units|grouped} numbers has room for all {values|grouped} values of the input: the network learns to copy. {less|grouped} would be a bottleneck.
diagnosis_overfits  It learns its training data by heart: the loss on these is {train|.3}, on held-out ones {test|.3}, which was least after epoch {epoch|grouped}.
`
