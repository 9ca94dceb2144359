package train

import "math/rand/v2"

// order decides which images make up the next batch.
//
//	none    file order, the same every epoch (PyTorch's DataLoader without shuffle)
//	epoch   a new permutation each epoch (Keras' shuffle=True)
//	random  drawn with replacement
//
// The last batch of an epoch is short where the batch size does not divide
// the number of images, except for random, whose batches are all full.
type order struct {
	mode   string
	perm   []int32 // (N)
	next   int     // position in perm of the next batch
	source *rand.PCG
	rng    *rand.Rand
}

func newOrder(mode string, n int, source *rand.PCG) *order {
	o := &order{mode: mode, perm: make([]int32, n), source: source, rng: rand.New(source)}
	for i := range o.perm {
		o.perm[i] = int32(i)
	}
	return o
}

// fill writes the next batch into idx and returns the part that was used.
func (o *order) fill(idx []int32) []int32 {
	if o.mode == "random" {
		for i := range idx {
			idx[i] = int32(o.rng.IntN(len(o.perm)))
		}
		return idx
	}
	if o.next == 0 && o.mode == "epoch" {
		o.shuffle()
	}
	n := copy(idx, o.perm[o.next:])
	o.next += n
	if o.next == len(o.perm) {
		o.next = 0
	}
	return idx[:n]
}

// shuffle is Fisher and Yates' method. Every epoch permutes the permutation of
// the one before, which a checkpoint therefore carries.
func (o *order) shuffle() {
	for i := len(o.perm) - 1; i > 0; i-- {
		j := o.rng.IntN(i + 1)
		o.perm[i], o.perm[j] = o.perm[j], o.perm[i]
	}
}
