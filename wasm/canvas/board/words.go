package board

import "bottleneck/core/fact"

// english has what the canvas says, and what the pictures are of, which comes from the trainer as facts.
var english = func() fact.Catalogue {
	fact.Add(fact.OfCanvas)
	fact.Add(fact.OfViews)
	return fact.English
}()

// said is the sentence of a fact. Variables of the package are initialized behind english by it.
func said(f *fact.Fact) string { return f.In(english) }

// What several rooms say, and on every scene, is put into words once, not at every snapshot.
var (
	titleImages = said(fact.New("panel_images"))
	noCodes     = said(fact.New("codes_none"))

	nameMSE    = said(fact.New("row_mse"))
	nameTest   = said(fact.New("curve_test"))
	nameTrain  = said(fact.New("curve_train"))
	nameSmooth = said(fact.New("curve_smooth"))
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
	rowClean:     said(fact.New("row_clean")),
	rowCorrupted: said(fact.New("row_corrupted")),
	rowOutput:    said(fact.New("row_output")),
	rowError:     said(fact.New("row_error")),
	rowCode:      said(fact.New("row_code")),
	rowDeviation: said(fact.New("row_deviation")),
}

// String is the name beside the row.
func (k kind) String() string { return kindNames[k] }
