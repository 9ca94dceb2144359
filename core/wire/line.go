package wire

// Line is the way of the one input that is chosen through the network, from left to right.
type Line struct {
	Kind  string     // what was chosen, as of Chosen
	Image int32      // of a held-out image or row its place; else -1
	Label int32      // of it; -1: none
	Draw  int32      // of a variational code the draw that goes on to the decoder; 0: the mean
	MSE   float32    // mean squared error per value against the clean input; of a code 0
	Parts []LinePart // in the order of the way
}

// LinePart is the input, what a layer makes, or the output. The parts are
//
//	clean                 the input before it is corrupted, where it is
//	input                 what the encoder sees
//	layer                 outputs of a layer, behind its activation
//	mean, deviation       of a variational code
//	code, output          the ends of the encoder and of the decoder
type LinePart struct {
	Part        string
	Layer       string // in the notation of the link; of the input ""
	Level       int32  // 0 the input, i layer i of the plan
	H, W, C     int32  // its shape
	N           int32  // channels, or numbers of what is no image, that are here: the first ones
	Least, Most float32
	Pixels      []byte    // of an image (N,H,W). Of clean, input and output 255 is 1; else a byte b stands for (b-128)/127 times the larger of -Least and Most
	Values      []float32 // of what is no image (N)
}

func (l *Line) fields(c codec) {
	c.text("kind", &l.Kind)
	c.int("image", &l.Image)
	c.int("label", &l.Label)
	c.int("draw", &l.Draw)
	c.float("mse", &l.MSE)
	parts := list(c, "parts", &l.Parts, 1, maxParts)
	for i := range parts {
		p := &parts[i]
		c.text("part", &p.Part)
		c.text("layer", &p.Layer)
		c.count("level", &p.Level, maxParts)
		c.some("h", &p.H, maxSide)
		c.some("w", &p.W, maxSide)
		c.count("c", &p.C, maxPoints)
		c.count("n", &p.N, maxPoints)
		c.float("least", &p.Least)
		c.float("most", &p.Most)
		size := pixels(p.N, p.H, p.W, 1)
		c.bytes("pixels", &p.Pixels, orNone(size))
		c.floats("values", &p.Values, orNone(int(p.N)))
	}
	c.endList()
}

// Node is the one number of a Line that is pointed at: what it is made of, and what it is a part of.
type Node struct {
	Part       string
	Level      int32
	At         int32 // place among the values of its part, by rows, columns and channels
	Value      float32
	Sum, Bias  float32 // of what it is fed with its bias, before the activation
	Activation string  // "" where there is none
	Inputs     int32   // it has
	From       []Link  // the largest by weight times value
	Outputs    int32
	To         []Link
	H, W       int32     // of a picture of its weights
	Filter     []float32 // (len(Channels),H,W), or nil
	Channels   []int32   // of the input that those are for, the heaviest first
	Switches   []int32   // of a map that was pooled: for each value the place of its winner among rows and columns of the map before, or nil
}

// Link is another number, and the weight between both.
type Link struct {
	Part          string
	Level, At     int32
	Value, Weight float32
}

func (n *Node) fields(c codec) {
	c.text("part", &n.Part)
	c.count("level", &n.Level, maxParts)
	c.count("at", &n.At, maxPoints)
	c.float("value", &n.Value)
	c.float("sum", &n.Sum)
	c.float("bias", &n.Bias)
	c.text("activation", &n.Activation)
	c.count("inputs", &n.Inputs, maxPoints)
	links(c, "from", &n.From)
	c.count("outputs", &n.Outputs, maxPoints)
	links(c, "to", &n.To)
	c.count("h", &n.H, maxSide)
	c.count("w", &n.W, maxSide)
	m := c.ints("channels", &n.Channels, upTo(maxParts))
	c.floats("filter", &n.Filter, exactly(pixels(int32(m), n.H, n.W, 1)))
	c.ints("switches", &n.Switches, upTo(maxPoints))
}

func links(c codec, name string, v *[]Link) {
	all := list(c, name, v, 0, maxParts)
	for i := range all {
		l := &all[i]
		c.text("part", &l.Part)
		c.count("level", &l.Level, maxParts)
		c.count("at", &l.At, maxPoints)
		c.float("value", &l.Value)
		c.float("weight", &l.Weight)
	}
	c.endList()
}
