package recipe

import (
	"strings"
	"testing"
)

// laid writes a plan as layer:shape ....
func laid(p Plan) string {
	var b strings.Builder
	for i, levels := range [][]Level{p.Encoder, p.Decoder} {
		if i > 0 {
			b.WriteString(" |")
		}
		for _, v := range levels {
			b.WriteString(" " + v.String() + ":" + v.Out.String())
		}
	}
	return b.String()[1:]
}

func TestPlanOfNetworks(t *testing.T) {
	for link, want := range map[string]string{
		"": "dense(32,relu):1x1x32 | dense(784,linear):1x1x784",
		"encoder=dense(500,tanh),dense(300,relu)&latent_dim=2":          "dense(500,tanh):1x1x500 dense(300,relu):1x1x300 dense(2,relu):1x1x2 | dense(300,relu):1x1x300 dense(500,tanh):1x1x500 dense(784,linear):1x1x784",
		"encoder=dense(500,tanh)&decoder=none":                          "dense(500,tanh):1x1x500 dense(32,relu):1x1x32 | dense(784,linear):1x1x784",
		"encoder=conv(16,3,s2,relu),conv(32,3,s2,tanh)":                 "conv(16,3,s2,relu):14x14x16 conv(32,3,s2,tanh):7x7x32 dense(32,relu):1x1x32 | dense(1568,tanh):1x1x1568 reshape(7x7x32):7x7x32 convt(16,3,s2,relu):14x14x16 convt(1,3,s2,linear):28x28x1",
		"encoder=conv(16,5,s2,p2,relu),conv(8,3,s2,p1,relu)":            "conv(16,5,s2,p2,relu):14x14x16 conv(8,3,s2,p1,relu):7x7x8 dense(32,relu):1x1x32 | dense(392,relu):1x1x392 reshape(7x7x8):7x7x8 convt(16,3,s2,p1,o1,relu):14x14x16 convt(1,5,s2,linear):28x28x1",
		"encoder=dropout(0.2),conv(8,3,relu),maxpool(2),dense(50,tanh)": "dropout(0.2):28x28x1 conv(8,3,relu):28x28x8 maxpool(2):14x14x8 dense(50,tanh):1x1x50 dense(32,relu):1x1x32 | dense(50,tanh):1x1x50 dense(1568,relu):1x1x1568 reshape(14x14x8):14x14x8 upsample(2):28x28x8 convt(1,3,linear):28x28x1",
		"latent=direct&encoder=conv(16,3,relu),maxpool(2),conv(4,3,relu),maxpool(2)&decoder=unpool(2),conv(16,3,relu),unpool(2)&output=conv(3)": "conv(16,3,relu):28x28x16 maxpool(2):14x14x16 conv(4,3,relu):14x14x4 maxpool(2):7x7x4 | unpool(2):14x14x4 conv(16,3,relu):14x14x16 unpool(2):28x28x16 conv(1,3,linear):28x28x1",
		"latent=direct&encoder=conv(16,3,relu),maxpool(2),conv(4,3,relu),maxpool(2)":                                                            "conv(16,3,relu):28x28x16 maxpool(2):14x14x16 conv(4,3,relu):14x14x4 maxpool(2):7x7x4 | upsample(2):14x14x4 convt(16,3,relu):14x14x16 upsample(2):28x28x16 convt(1,3,linear):28x28x1",
		"latent=direct&encoder=conv(4,3,relu),avgpool(2),maxpool(2)&decoder=unpool(2),upsample(2)":                                              "conv(4,3,relu):28x28x4 avgpool(2):14x14x4 maxpool(2):7x7x4 | unpool(2):14x14x4 upsample(2):28x28x4 convt(1,3,linear):28x28x1",
		"encoder=conv(8,3,relu),avgpool(2),avgpool(3,s2,same)":                                                                                  "conv(8,3,relu):28x28x8 avgpool(2):14x14x8 avgpool(3,s2,same):7x7x8 dense(32,relu):1x1x32 | dense(392,relu):1x1x392 reshape(7x7x8):7x7x8 upsample(2):14x14x8 upsample(2):28x28x8 convt(1,3,linear):28x28x1",
		"encoder=conv(4,3,s2,relu)&output=dense":                                                                                                "conv(4,3,s2,relu):14x14x4 dense(32,relu):1x1x32 | dense(784,relu):1x1x784 reshape(14x14x4):14x14x4 dense(784,linear):1x1x784",
	} {
		p, err := mustParse(t, link).Plan()
		if err != nil {
			t.Errorf("%q: %v", link, err)
		} else if got := laid(p); got != want {
			t.Errorf("%q:\n got %s\nwant %s", link, got, want)
		}
	}
}

func TestUnpoolFindsItsPool(t *testing.T) {
	p, err := mustParse(t, "latent=direct&encoder=conv(2,3,relu),maxpool(2),conv(2,3,relu),maxpool(2)&decoder=unpool(2),unpool(2)").Plan()
	if err != nil {
		t.Fatal(err)
	}
	if p.Decoder[0].Pool != 3 || p.Decoder[1].Pool != 1 {
		t.Errorf("unpools undo levels %d and %d, 3 and 1 expected", p.Decoder[0].Pool, p.Decoder[1].Pool)
	}
}

// What cannot be is refused with the layer and the reason, and the rest of the link stays.
func TestNetworksThatCannotBe(t *testing.T) {
	for link, want := range map[string]string{
		"encoder=conv(4,9,p0,relu),conv(4,31,p0,relu)":                  "encoder: conv(4,31): a 20x20 input found, at least 31x31 expected without padding",
		"encoder=dense(9,relu),conv(4,3,p0,relu)":                       "encoder: conv(4,3): a 1x1 input found, at least 3x3 expected without padding",
		"encoder=conv(4,3,s2,relu),conv(4,3,s2,relu),conv(4,3,s2,relu)": "encoder: decoder: mirror: convt(4,3,s2,relu) makes 8x8x4 of 4x4x4, 7x7x4 expected as in the encoder; write the decoder",
		"encoder=dense(48,relu),reshape(7x7x1)":                         "encoder: reshape(7x7x1): 48 numbers found (1x1x48), 49 expected",
		"decoder=unpool(2)":                                             "decoder: unpool(2): no maxpool left in the encoder for it to undo",
		"encoder=maxpool(2),dense(9,relu)&decoder=unpool(3)":            "decoder: unpool(3) found, unpool(2) expected: it undoes maxpool(2)",
		"encoder=maxpool(2),dense(9,relu)&decoder=unpool(2)":            "decoder: unpool(2): a 1x1x32 input found, 14x14x1 expected, the output of its maxpool(2)",
		"output=conv(3)":                        "output: conv(3) makes 1x1x1 of 1x1x32, 28x28x1 expected as the input",
		"latent=direct":                         "latent: the code is to be what the encoder's last layer gives, and the encoder has no layers",
		"latent=direct&encoder=conv(16,3,relu)": "latent: encoder: a code of 12544 numbers found, at most 4096 expected of an encoder's last layer",
		"encoder=upsample(16),upsample(16)":     "encoder: upsample(16): 51380224 values found, at most 1048576 expected",
	} {
		r, notices := Parse(link)
		if len(notices) == 0 || !strings.HasPrefix(notices[0].Text(), want) {
			t.Errorf("%q: %v\nwant %s", link, notices, want)
		}
		if n := r.Validate(); n != nil {
			t.Errorf("%q: what is left is not valid: %v", link, n)
		}
	}
}

func TestDirectCodeKnowsItsSize(t *testing.T) {
	r := mustParse(t, "latent=direct&encoder=conv(16,3,relu),maxpool(2),conv(4,3,relu),maxpool(2)")
	if r.LatentDim != 196 || r.Cost().CodeSize != 196 {
		t.Errorf("latent_dim %d, code %d; 196 expected", r.LatentDim, r.Cost().CodeSize)
	}
	if again := mustParse(t, r.Link()); !again.equal(r) {
		t.Errorf("%s reads back as %s", r.Link(), again.Link())
	}
}

// The workloads whose figures are known: parameters, and products of a forward pass.
func TestCostOfConvolutions(t *testing.T) {
	r := mustParse(t, "encoder=conv(16,3,s2,relu),conv(32,3,s2,relu)&latent_dim=32&batch_size=64")
	c := r.Cost()
	if want := (9+1)*16 + (9*16+1)*32 + (1568+1)*32 + (32+1)*1568 + (9*32+1)*16 + (9*16+1)*1; c.Parameters != want {
		t.Errorf("%d parameters, want %d", c.Parameters, want)
	}
	first := 14 * 14 * 9 * 16.0
	others := 7*7*9*16*32.0 + 1568*32 + 32*1568 + 7*7*9*32*16 + 14*14*9*16
	if want := 64 * 2 * (2*first + 3*others); c.FLOPsPerStep != want {
		t.Errorf("%v FLOPs a step, want %v", c.FLOPsPerStep, want)
	}
}
