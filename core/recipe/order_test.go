package recipe

import (
	"slices"
	"testing"

	"bottleneck/core/geometry"
)

// A code is in the order of the maps that it is, of those that the decoder reshapes it to, or in the only one that it has.
func TestCodeOrder(t *testing.T) {
	for link, want := range map[string]geometry.Shape{
		"#v=1&data=digits&encoder=conv(4,3,s2,relu)&latent_dim=3":                                                                   geometry.Flat(3),
		"#v=1&data=digits&encoder=conv(4,3,s2,relu),conv(3,3,s2,tanh)&latent=direct&decoder=upsample(2),conv(4,3,relu),upsample(2)": {H: 7, W: 7, C: 3},
		"#v=1&data=digits&encoder=dense(20,relu)&latent_dim=98&decoder=reshape(7x7x2),upsample(4)":                                  {H: 7, W: 7, C: 2},
	} {
		r, notices := Parse(link)
		p, err := r.Plan()
		if err != nil || len(notices) > 0 {
			t.Fatal(link, err, notices)
		}
		got := p.CodeOrder()
		if got != want {
			t.Errorf("%s: %v found, %v expected", link, got, want)
		}
		places := got.ChannelsFirst()
		if sorted := slices.Sorted(slices.Values(places)); sorted[0] != 0 || sorted[len(sorted)-1] != p.Code().Size()-1 {
			t.Errorf("%s: places %v", link, places)
		}
		if got.C > 1 && got.H > 1 && (places[1] != got.C || places[got.H*got.W] != 1) {
			t.Errorf("%s: places %v", link, places[:got.H*got.W+1])
		}
	}
}
