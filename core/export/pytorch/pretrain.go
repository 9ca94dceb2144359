package pytorch

import (
	"strings"

	"bottleneck/core/export/python"
	"bottleneck/core/recipe"
)

// machines is the cell of layer-wise pre-training.
func machines(r recipe.Recipe, p recipe.Plan) python.Cell {
	gaussian := make([]string, 0, len(p.Encoder)+1) // whether units are, from the input up
	gaussian = append(gaussian, when(r.OutputActivation == "linear", "True", "False"))
	for _, v := range p.Encoder {
		gaussian = append(gaussian, when(v.Activation == "linear", "True", "False"))
	}
	return python.Cell{Title: "Pre-training: each layer as a restricted Boltzmann machine",
		Code: strings.TrimSpace(python.Fill(boltzmann, "GAUSSIAN", strings.Join(gaussian, ", ")))}
}

const boltzmann = `
class Machines:
    """Each layer learns alone to explain what the layers below say, by one step of contrastive divergence (Hinton 2002). The
    decoder is the machines turned round: their weights transposed, and the biases of their visible units."""

    gaussian = [$GAUSSIAN$]  # of the units from the input up: Gaussian, else binary

    def __init__(self, model, rate):
        linear = lambda network: [m for m in network if isinstance(m, nn.Linear)]
        self.model, self.layers = model, list(zip(linear(model.encoder), linear(model.decoder)[::-1]))
        for i in range(len(self.layers)):
            self.unroll(i)

    @torch.no_grad()
    def unroll(self, i):
        up, down = self.layers[i]
        down.weight.copy_(up.weight.T)

    def mean(self, x, i):
        return x if self.gaussian[i] else x.sigmoid()

    def draw(self, mean, i):
        return mean + torch.randn_like(mean) if self.gaussian[i] else torch.bernoulli(mean)

    @torch.no_grad()
    def step(self, x, step, steps, rate):
        """One step of the layer whose turn it is; each has so many. Returns the squared error of what it sees."""
        i, done = divmod(step, steps)
        up, down = self.layers[i]
        w, visible, hidden = up.weight, down.bias, up.bias  # w (hidden, visible)
        if done == 0:
            self.velocity = [torch.zeros_like(p) for p in (w, visible, hidden)]
        v = x.flatten(1)
        for k, (below, _) in enumerate(self.layers[:i]):
            v = self.mean(F.linear(v, below.weight, below.bias), k + 1)
        h = self.mean(F.linear(v, w, hidden), i + 1)
        seen = self.mean(F.linear(self.draw(h, i + 1), w.T, visible), i)
        again = self.mean(F.linear(seen, w, hidden), i + 1)
        gradients = ((again.T @ seen - h.T @ v) / len(v) + 0.0002 * w, (seen - v).mean(0), (again - h).mean(0))
        if self.gaussian[i] or self.gaussian[i + 1]:
            rate = rate / 100
        for p, velocity, gradient in zip((w, visible, hidden), self.velocity, gradients):
            velocity.mul_(0.5 if 2 * done < steps else 0.9).add_(gradient)
            p.sub_(rate * velocity)
        self.unroll(i)
        return F.mse_loss(seen, v).item()
`
