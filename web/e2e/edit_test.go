package e2e

import (
	"fmt"
	"strings"
	"testing"

	"bottleneck/web/browser"
)

// enter types a value into a field of the form, as a person who then leaves it.
func enter(t *testing.T, p *browser.Page, field, value string) {
	t.Helper()
	eval[any](t, p, fmt.Sprintf(`(() => {
		const e = document.getElementById("f-" + %q);
		e.value = %q;
		e.dispatchEvent(new Event("change", { bubbles: true }));
	})()`, field, value))
}

// text is what an element of the page says.
func text(t *testing.T, p *browser.Page, id string) string {
	t.Helper()
	return eval[string](t, p, fmt.Sprintf(`document.getElementById(%q).innerText`, id))
}

// drafted is the link of the draft, which waits; the address holds that of the run.
const drafted = `(document.getElementById("pending").dataset.link)`

// Learning rate and noise act at once; everything else waits, is not in the address, and is told before it is done.
func TestChangesOfTheRecipe(t *testing.T) {
	p := visit(t, quick)
	before := train(t, p, "{epochs: 1}")
	enter(t, p, "learning_rate", "0.002")
	await(t, p, `bottleneck.inForce.learning_rate === "0.002"`)
	enter(t, p, "noise", "masking")
	await(t, p, `bottleneck.inForce.noise === "masking(0.2)"`)
	await(t, p, `document.querySelector(".corrupt").innerText.replace(/\s+/g, " ").includes("Noise share 0.20")`)
	if m := eval[metrics](t, p, "bottleneck.metrics"); m.Step != before.Step {
		t.Errorf("live changes moved the run from step %d to %d", before.Step, m.Step)
	}

	enter(t, p, "latent_dim", "-3")
	await(t, p, `document.getElementById("f-latent_dim-error").textContent.includes("1 to 4096")`)
	// What is refused says what would not be; that is a press away, with all that depends on it.
	enter(t, p, "sparsity", "kl")
	await(t, p, `document.getElementById("f-sparsity-error").textContent.startsWith("A KL price")`)
	eval[any](t, p, `document.querySelector('[data-field="sparsity"] .layer-repairs button').click()`)
	await(t, p, `document.getElementById("f-sparsity-error").textContent === "" && `+drafted+`.includes("latent_activation=sigmoid&sparsity=kl")`)
	enter(t, p, "sparsity", "none")
	await(t, p, `!`+drafted+`.includes("sparsity")`)
	enter(t, p, "latent_activation", "relu")
	await(t, p, `!`+drafted+`.includes("latent_activation")`)
	// An objective sets what depends on it, and the form tells it again.
	eval[any](t, p, `(() => { const e = document.getElementById("objective"); e.value = "contractive"; e.dispatchEvent(new Event("change", { bubbles: true })); })()`)
	await(t, p, drafted+`.includes("contractive=0.1") && `+drafted+`.includes("latent_activation=sigmoid") && document.getElementById("objective").value === "contractive"`)
	eval[any](t, p, `document.querySelector("#pending .quiet").click()`)
	await(t, p, `!`+drafted+`.includes("contractive") && document.getElementById("objective").value !== "contractive"`)
	enter(t, p, "latent_dim", "5")
	eval[any](t, p, `document.querySelector('[data-field="encoder"] .add').click()`)
	await(t, p, drafted+`.includes("latent_dim=5") && `+drafted+`.includes("encoder=dense(128,relu)")`)
	await(t, p, `location.hash === bottleneck.link() && !location.hash.includes("latent_dim=5")`)
	if said := text(t, p, "f-noise-live"); said != "live" { // nothing of its group waits
		t.Errorf("a field that applies at once says %q", said)
	}
	if said := text(t, p, "pending"); !strings.Contains(said, "2 changes") || !strings.Contains(said, "Code size") || !strings.Contains(said, "Encoder") {
		t.Errorf("what waits is told as %q", said)
	}
	if m := eval[metrics](t, p, "bottleneck.metrics"); m.Step != before.Step || eval[string](t, p, "bottleneck.recipe.latent_dim") == "5" {
		t.Errorf("changes that wait have reached the run: %+v", m)
	}
	eval[any](t, p, `document.querySelector("#pending .primary").click()`)
	await(t, p, `bottleneck.recipe.latent_dim === "5" && bottleneck.metrics.step === 0 && document.getElementById("pending").hidden`)

	// After the end a restart runs again.
	train(t, p, "{epochs: 100}")
	enter(t, p, "latent_dim", "6")
	await(t, p, `!document.getElementById("pending").hidden`)
	eval[any](t, p, `document.querySelector("#pending .primary").click()`)
	await(t, p, `bottleneck.recipe.latent_dim === "6" && bottleneck.metrics.step > 0`)
}

// box enters a value into the control of a layer that is called so.
func box(t *testing.T, p *browser.Page, label, value string) {
	t.Helper()
	await(t, p, fmt.Sprintf(`document.querySelector('[aria-label="%s"]:not(:disabled)')`, label))
	eval[any](t, p, fmt.Sprintf(`(() => {
		const e = document.querySelector('[aria-label="%s"]');
		e.value = %q;
		e.dispatchEvent(new Event("change", { bubbles: true }));
	})()`, label, value))
}

// The window of a convolution is edited in boxes: each change shows the shapes that follow from it, no padding means
// none, and what cannot be is refused with the trainer's reason while the draft stays what it was.
func TestAConvolutionIsEdited(t *testing.T) {
	p := visit(t, "#v=1&data=digits&train=100&test=50&batch_size=20&encoder=conv(4,3,relu),maxpool(2)&latent=plain&latent_dim=8&decoder=reshape(2x2x2),convt(4,3,s2,relu)&output=dense")
	shapes := func(field, want string) {
		t.Helper()
		await(t, p, fmt.Sprintf(`[...document.querySelectorAll('[data-field="%s"] .layer-shape')].map((e) => e.textContent.replace(/, [\d,]+ parameters$/, "")).join(" ") === %q`, field, want))
	}
	linked := func(part string) {
		t.Helper()
		await(t, p, fmt.Sprintf(drafted+`.includes(%q)`, part))
	}
	shapes("encoder", "\u2192 28\u00d728\u00d74 \u2192 14\u00d714\u00d74")
	box(t, p, "Encoder, layer 1: padding", "none")
	linked("encoder=conv(4,3,p0,relu),maxpool(2)")
	shapes("encoder", "\u2192 26\u00d726\u00d74 \u2192 13\u00d713\u00d74")
	box(t, p, "Encoder, layer 1: kernel", "5")
	linked("conv(4,5,p0,relu)")
	shapes("encoder", "\u2192 24\u00d724\u00d74 \u2192 12\u00d712\u00d74")
	box(t, p, "Encoder, layer 1: stride", "2")
	linked("conv(4,5,s2,p0,relu)")
	shapes("encoder", "\u2192 12\u00d712\u00d74 \u2192 6\u00d76\u00d74")

	box(t, p, "Encoder, layer 1: kernel", "31")
	await(t, p, `/28x28.*31x31/.test(document.getElementById("f-encoder-error").textContent)`)
	if hash := eval[string](t, p, drafted); !strings.Contains(hash, "conv(4,5,s2,p0,relu)") {
		t.Errorf("a refused kernel is in the draft: %s", hash)
	}
	box(t, p, "Encoder, layer 1: kernel", "3")
	shapes("encoder", "\u2192 13\u00d713\u00d74 \u2192 6\u00d76\u00d74")

	// The output can be padded where the padding is not same, by less than the stride.
	if !eval[bool](t, p, `document.querySelector('[aria-label="Decoder, layer 2: out pad"]').disabled`) {
		t.Error("with same padding the output can be padded too")
	}
	shapes("decoder", "\u2192 2\u00d72\u00d72 \u2192 4\u00d74\u00d74")
	box(t, p, "Decoder, layer 2: padding", "1")
	shapes("decoder", "\u2192 2\u00d72\u00d72 \u2192 3\u00d73\u00d74")
	box(t, p, "Decoder, layer 2: out pad", "1")
	linked("convt(4,3,s2,p1,o1,relu)")
	shapes("decoder", "\u2192 2\u00d72\u00d72 \u2192 4\u00d74\u00d74")
	box(t, p, "Decoder, layer 2: out pad", "2")
	await(t, p, `document.getElementById("f-decoder-error").textContent.includes("less than the stride 2")`)
	box(t, p, "Decoder, layer 2: out pad", "1")

	// The output layer has the same boxes.
	shapes("output", "\u2192 784")
	enter(t, p, "output", "convt")
	await(t, p, `document.getElementById("f-output-error").textContent.includes("28x28x1 expected as the input")`)
	enter(t, p, "output", "auto")
	shapes("output", "convt(3,s7) \u2192 28\u00d728\u00d71")
	eval[any](t, p, `document.querySelector("#pending .primary").click()`)
	await(t, p, `bottleneck.recipe.decoder === "reshape(2x2x2),convt(4,3,s2,p1,o1,relu)" && bottleneck.recipe.encoder === "conv(4,3,s2,p0,relu),maxpool(2)"`)
	if m := train(t, p, "{epochs: 1}"); m.Step != 5 {
		t.Errorf("the edited network trains: %+v", m)
	}
}

// A hash edited by hand: what is wrong with it is told even where it names the run that is there, and one that cannot
// be read at all changes nothing. It stays as it was written.
func TestTheAddressEditedByHand(t *testing.T) {
	p := visit(t, quick)
	before := train(t, p, "{epochs: 1}")
	link := eval[string](t, p, "bottleneck.link()")
	for hash, said := range map[string]string{
		link + "&wings=2": "wings",
		"#v=1&encoder=" + strings.Repeat("dense(9,relu),", 80_000): "nothing of it was read",
	} {
		eval[any](t, p, fmt.Sprintf("void (location.hash = %q)", hash))
		await(t, p, fmt.Sprintf(`document.getElementById("bars").innerText.includes(%q)`, said))
		if now := eval[string](t, p, "location.hash"); now != hash {
			t.Errorf("%.40s: the address is %.80s", hash, now)
		}
		if m := eval[metrics](t, p, "bottleneck.metrics"); m.Fingerprint != before.Fingerprint {
			t.Errorf("%.40s: %+v before, %+v after", hash, before, m)
		}
	}
}

// A loss that takes an argument has a box for it, which is gone with the loss, and says what it refuses.
func TestTheArgumentOfALoss(t *testing.T) {
	p := visit(t, quick+"&loss=huber(0.05)")
	const box = `document.getElementById("f-loss-argument")`
	await(t, p, box+`.value === "0.05" && !`+box+`.hidden && document.getElementById("f-loss").value === "huber"`)
	enter(t, p, "loss-argument", "0.2")
	await(t, p, drafted+`.includes("loss=huber(0.2)")`)
	enter(t, p, "loss-argument", "0")
	await(t, p, `document.getElementById("f-loss-error").textContent.includes("delta from 0.001 to 1000")`)
	if said := text(t, p, "f-noise-live"); said != "at restart" { // as the loss does
		t.Errorf("a live field beside a change that waits says %q", said)
	}
	enter(t, p, "loss", "mae")
	await(t, p, drafted+`.includes("loss=mae") && `+box+`.hidden && !document.getElementById("f-loss-error").textContent`)
	enter(t, p, "loss", "huber")
	await(t, p, drafted+`.includes("loss=huber(1)") && `+box+`.value === "1" && !`+box+`.hidden`)
	eval[any](t, p, `document.querySelector("#pending .primary").click()`)
	await(t, p, `bottleneck.recipe.loss === "huber(1)" && bottleneck.metrics.step === 0`)
	if m := train(t, p, "{epochs: 1}"); !(m.TestMSE > 0) {
		t.Errorf("%+v after an epoch", m)
	}
}
