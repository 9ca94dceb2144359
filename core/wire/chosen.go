package wire

// Chosen is the one input that is chosen, everywhere: the page keeps it, and trainer and canvas have it as a part of View.
type Chosen struct {
	Kind  string    `json:"kind,omitempty"`  // a ChosenImage or another; "" is the first of the held-out images or rows that are shown
	Image int       `json:"image,omitempty"` // of ChosenImage: its place in the test set
	Z     []float32 `json:"z,omitempty"`     // of ChosenCode: the code
}

// What can be chosen. What the run has not, as an image beyond its last, is as good as nothing chosen.
const (
	ChosenImage = "image" // a held-out image or row
	ChosenOwn   = "own"   // the person's own picture, the latest that OpPicture brought
	ChosenCode  = "code"  // a code, as a point of the plane
)
