package board

import "bottleneck/core/fact"

// What several rooms say, and on every scene, is put into words once, not at every snapshot.
var (
	titleImages = fact.New("panel_images").Error()
	noCodes     = fact.New("codes_none").Error()

	nameMSE    = fact.New("row_mse").Error()
	nameTest   = fact.New("curve_test").Error()
	nameTrain  = fact.New("curve_train").Error()
	nameSmooth = fact.New("curve_smooth").Error()
)

// dot stands between notes in a line.
const dot = " \u00b7 "

// kind is what a row of tiles shows.
type kind int

const (
	rowClean kind = iota
	rowCorrupted
	rowOutput
	rowError
	rowCode
	rowDeviation
)

var kindNames = [...]string{
	rowClean:     fact.New("row_clean").Error(),
	rowCorrupted: fact.New("row_corrupted").Error(),
	rowOutput:    fact.New("row_output").Error(),
	rowError:     fact.New("row_error").Error(),
	rowCode:      fact.New("row_code").Error(),
	rowDeviation: fact.New("row_deviation").Error(),
}

// String is the name beside the row.
func (k kind) String() string { return kindNames[k] }
