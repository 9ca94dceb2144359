package recipe

import "testing"

// Keys of the page stand in a link without a word, and change nothing of the recipe.
func TestKeysOfThePageAreReadOver(t *testing.T) {
	want, _ := Parse("#v=1&lesson=plane&latent_dim=3")
	for _, key := range PageKeys {
		if field(key) != nil {
			t.Errorf("%s is a field of the recipe, too", key)
		}
		got, notices := Parse("#v=1&" + key + "=%zz&lesson=plane&" + key + "=3&" + key + "=4&latent_dim=3")
		if len(notices) > 0 || got.Link() != want.Link() {
			t.Errorf("with %s: %s, %v", key, got.Link(), notices)
		}
	}
	if _, notices := Parse("#v=1&pages=3"); len(notices) != 1 || notices[0].Fact.Code != "field_left_out" {
		t.Errorf("an unknown key is told as %v", notices)
	}
}
