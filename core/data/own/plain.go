package own

import "strconv"

// Plain is the link of a plain recipe for what was given, all of it, pictures at their own size where that can be.
func (g *Given) Plain() string {
	size := ""
	if g.Pictures != nil {
		if side := g.Pictures.Side(); side > 0 {
			size = "&image_size=" + strconv.Itoa(side)
		}
		if g.Pictures.Channels() == 3 {
			size += "&channels=3"
		}
	}
	text := "#v=1&data=pictures" + size + "&encoder=dense(256,relu)&latent_dim=32&batch_size=20"
	if g.Table != nil {
		n := len(g.Table.Columns)
		text = "#v=1&data=table&columns=" + strconv.Itoa(n) + "&latent_dim=" + strconv.Itoa(max(1, n/2)) +
			"&latent_activation=sigmoid&learning_rate=0.01&batch_size=" + strconv.Itoa(min(max(g.Table.N/20, 4), 100)) + "&epochs=200"
	}
	return text
}
