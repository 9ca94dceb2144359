package wire

import "bottleneck/core/metrics"

// Moment is a step of the run that is shown in the place of the latest.
type Moment struct {
	Step    int              `json:"step"`
	Exact   bool             `json:"exact"` // the network is there as it was; else only a frame that was recorded
	Metrics *metrics.Metrics `json:"metrics,omitempty"`
}

// Moments says what was kept of the run.
type Moments struct {
	First       int   `json:"first"`       // steps that can be sought
	Last        int   `json:"last"`        //
	Frames      []int `json:"frames"`      // steps of which there is a frame for the view
	Checkpoints []int `json:"checkpoints"` // steps from which others are trained again
	Gone        int   `json:"gone"`        // frames and checkpoints that had to make way
	Bytes       int64 `json:"bytes"`       // that all take
	Budget      int64 `json:"budget"`      // and may take

	Notes []Note `json:"notes,omitempty"` // what memory does not allow
}
