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
		{"plain", Default(), "line images code latent grid filters loss", "line images latent grid loss"},
		{"sparse", sparse, "line images code latent grid filters loss", "line images code latent grid loss"},
		{"convolutional", conv, "line images code latent grid filters loss", "line images latent filters loss"},
		{"machines", machines, "line images code latent grid filters loss", "line images latent filters loss"},
		{"pooled first", pooled, "line images code latent grid loss", "line images latent grid loss"},
		{"variational table", table, "line table code latent loss", "line table code latent loss"},
	} {
		v := c.r.Showing()
		if tabs, board := strings.Join(v.Tabs, " "), strings.Join(v.Board, " "); tabs != c.tabs || board != c.board {
			t.Errorf("%s: tabs %q, board %q found, %q and %q expected", c.name, tabs, board, c.tabs, c.board)
		}
	}
}
