package recipe

import "testing"

// What a repair says makes a list fit that did not.
func TestRepairs(t *testing.T) {
	for name, c := range map[string]struct{ link, field, value, first string }{
		"a stride that the decoder cannot undo": {"latent=direct&encoder=conv(4,3,relu)&decoder=conv(8,3,relu)&output=conv(3)", "encoder", "conv(4,3,s2,relu)", "mirror conv(4,3,s2,relu): let the decoder mirror the encoder"},
		"a window larger than the image":        {"encoder=conv(8,3,s2,relu)", "encoder", "conv(8,3,s16,relu),maxpool(4)", "mirror conv(8,3,s16,relu),maxpool(4,s1,same): maxpool(4,s1,same) instead of maxpool(4)"},
		"a pool that nothing undoes":            {"latent=direct&encoder=conv(4,3,relu),maxpool(2)&decoder=unpool(2)&output=conv(3)", "decoder", "unpool(2),unpool(2),conv(4,3,relu)", "unpool(2),conv(4,3,relu) conv(4,3,relu),maxpool(2): without unpool(2)"},
	} {
		r, notices := Parse(c.link)
		if len(notices) > 0 {
			t.Fatal(notices)
		}
		before := r.Clone()
		if r.Set(c.field, c.value) == nil {
			t.Errorf("%s: %s=%s is taken", name, c.field, c.value)
			continue
		}
		list := r.Repairs(c.field, c.value)
		if len(list) == 0 || len(list) > mostRepairs {
			t.Errorf("%s: %d repairs", name, len(list))
			continue
		}
		for i, repair := range list {
			fixed, notices := Parse(repair.Field)
			if len(notices) > 0 || fixed.Get(c.field) == r.Get(c.field) {
				t.Errorf("%s: %s, %v", name, repair.Field, notices)
			}
			said := fixed.Get("decoder") + " " + fixed.Get("encoder")
			if said += ": " + repair.Fact.Error(); i == 0 && said != c.first {
				t.Errorf("%s: %q, %q expected", name, said, c.first)
			}
		}
		if r.Link() != before.Link() {
			t.Errorf("%s: the recipe became %s", name, r.Link())
		}
	}
	for _, c := range [][2]string{{"encoder", "dense("}, {"encoder", "wings(3)"}, {"latent_dim", "-1"}, {"decoder", "mirror"}} {
		if list := Default().Repairs(c[0], c[1]); list != nil {
			t.Errorf("%s=%s: %v", c[0], c[1], list)
		}
	}
}
