package board

import "bottleneck/core/fact"

// What stands on every scene is put into words once, not at every snapshot.
var (
	titleCode        = fact.New("panel_code").Error()
	titleFilters     = fact.New("panel_filters").Error()
	titleImages      = fact.New("panel_images").Error()
	titleInputGrid   = fact.New("panel_input_grid").Error()
	titleInputPlane  = fact.New("panel_input_plane").Error()
	titleLatentGrid  = fact.New("panel_latent_grid").Error()
	titleLatentPlane = fact.New("panel_latent_plane").Error()
	titleLoss        = fact.New("panel_loss").Error()

	noCodes   = fact.New("codes_none").Error()
	noFilters = fact.New("filters_none").Error()
	noGrid    = fact.New("grid_none").Error()
	noImages  = fact.New("images_none").Error()
	noLosses  = fact.New("losses_none").Error()
	noRows    = fact.New("rows_none").Error()

	explainDeviations    = fact.New("code_deviations").Error()
	explainDistributions = fact.New("code_distributions").Error()
	explainErrors        = fact.New("images_errors").Error()
	explainLines         = fact.New("table_lines").Error()
	explainThreeLines    = fact.New("table_lines_corrupted").Error()
	explainTints         = fact.New("table_tints").Error()

	nameMSE   = fact.New("row_mse").Error()
	nameTest  = fact.New("curve_test").Error()
	nameTrain = fact.New("curve_train").Error()
	noteLog   = fact.New("log_scale").Error()
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
