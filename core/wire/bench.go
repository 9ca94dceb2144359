package wire

// Workload is a network that a bench knows, as a link but for its data.
type Workload struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	Link  string `json:"link"`
}

// Bench is what a bench has measured of one workload.
type Bench struct {
	Workload        string  `json:"workload"`
	MsPerStep       float64 `json:"ms_per_step"` // the median of many short windows
	BestMs          float64 `json:"best_ms"`     // the best of them
	MeanMs          float64 `json:"mean_ms"`     // of all of them
	Steps           int     `json:"steps"`       // measured, after the warm-up
	FLOPsPerStep    float64 `json:"flops_per_step"`
	ImagesPerSecond float64 `json:"images_per_second,omitempty"`
	GFLOPs          float64 `json:"gflops"`                  // by the median step
	Peak            float64 `json:"peak,omitempty"`          // GFLOP/s of one thread in registers, the best; 0: not known
	Share           float64 `json:"share_of_peak,omitempty"` // the best step's, of the peak of all threads
	Threads         int     `json:"threads"`
	Arithmetic      string  `json:"arithmetic"`
	Bytes           int64   `json:"bytes"` // of the heap that the workload holds
	Grown           int64   `json:"grown"` // by how much that grew while it was measured
	Done            float64 `json:"done"`  // share of the time
}
