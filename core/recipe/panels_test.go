package recipe

import (
	"strings"
	"testing"
)

func TestViewsBelongToTheRecipe(t *testing.T) {
	conv, table := Default(), Default()
	conv.Encoder = []Layer{{Kind: Dropout}, {Kind: Conv}}
	table.Data, table.Latent = "table18", "variational"
	pooled := Default()
	pooled.Encoder = []Layer{{Kind: MaxPool}, {Kind: Dense}}
	sparse, _ := Parse("sparsity=l1")
	machines, _ := Parse("latent_activation=sigmoid&pretrain=rbm")
	for _, c := range []struct {
		name        string
		r           Recipe
		tabs, board string
	}{
		{"plain", Default(), "images code latent grid filters loss", "images latent grid loss"},
		{"sparse", sparse, "images code latent grid filters loss", "images code latent grid loss"},
		{"convolutional", conv, "images code latent grid filters loss", "images latent filters loss"},
		{"machines", machines, "images code latent grid filters loss", "images latent filters loss"},
		{"pooled first", pooled, "images code latent grid loss", "images latent grid loss"},
		{"variational table", table, "table code latent loss", "table code latent loss"},
	} {
		v := c.r.Showing()
		if tabs, board := strings.Join(v.Tabs, " "), strings.Join(v.Board, " "); tabs != c.tabs || board != c.board {
			t.Errorf("%s: tabs %q, board %q found, %q and %q expected", c.name, tabs, board, c.tabs, c.board)
		}
	}
}
