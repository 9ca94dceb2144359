package e2e

import (
	"context"
	"os"
	"regexp"
	"testing"

	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"bottleneck/web/browser"
)

// printed is the page as a PDF on paper of so many inches.
func printed(t *testing.T, p *browser.Page, w, h float64) []byte {
	t.Helper()
	var pdf []byte
	must(t, chromedp.Run(p.Context, chromedp.ActionFunc(func(ctx context.Context) (err error) {
		pdf, _, err = cdppage.PrintToPDF().WithPaperWidth(w).WithPaperHeight(h).WithPreferCSSPageSize(false).WithPrintBackground(true).Do(ctx)
		return err
	})))
	return pdf
}

var (
	pageOfPDF  = regexp.MustCompile(`/Type\s*/Page\b[^s]`)
	imageOfPDF = regexp.MustCompile(`/Subtype\s*/Image`)
)

// A page that is printed is one sheet, on A4 and on Letter, in a dark theme as well, with what is seen: the panels as pictures, the recipe, the figures and the
// link. Afterwards the page is what it was.
func TestOneSheetIsPrinted(t *testing.T) {
	p := visit(t, quick)
	train(t, p, "{steps: 20}")
	eval[any](t, p, `void addEventListener("afterprint", () => { window.afterwards = true; })`)
	eval[any](t, p, `void addEventListener("beforeprint", () => { const sheet = document.getElementById("sheet"); window.seen = {
		text: sheet.innerText, link: sheet.querySelector(".sheet-link").innerText.includes(bottleneck.link().slice(1)),
		panels: [...sheet.querySelectorAll(".sheet-panel canvas")].map((c) => { const d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
			const colors = new Set(); for (let i = 0; i < d.length; i += 4) if (d[i + 3]) colors.add(d[i] << 16 | d[i + 1] << 8 | d[i + 2]); return colors.size; }),
		ink: getComputedStyle(sheet).color, drawing: !!sheet.querySelector("svg .level"), fields: sheet.querySelectorAll("dt").length }; })`)
	for name, size := range map[string][2]float64{"A4": {8.27, 11.69}, "Letter": {8.5, 11}} {
		pdf := printed(t, p, size[0], size[1])
		if dir := os.Getenv("PRINTED"); dir != "" {
			must(t, os.WriteFile(dir+"/"+name+".pdf", pdf, 0o600))
		}
		if n, images := len(pageOfPDF.FindAll(pdf, -1)), len(imageOfPDF.FindAll(pdf, -1)); n != 1 || images < 2 {
			t.Errorf("%s: %d pages with %d pictures, one page with 2 or more expected", name, n, images)
		}
		await(t, p, `window.afterwards`)
	}
	seen := eval[struct {
		Text, Ink     string
		Link, Drawing bool
		Panels        []int
		Fields        int
	}](t, p, `window.seen`)
	if !seen.Link || !seen.Drawing || seen.Fields < 15 || len(seen.Panels) < 2 || !regexp.MustCompile(`step 20\b`).MatchString(seen.Text) {
		t.Errorf("on the sheet is %+v", seen)
	}
	for i, colors := range seen.Panels {
		if colors < 3 {
			t.Errorf("panel %d has %d colors", i, colors)
		}
	}
	if seen.Ink != "rgb(18, 24, 27)" {
		t.Errorf("the sheet is written in %s", seen.Ink)
	}
	if rest := eval[string](t, p, `document.getElementById("sheet").innerHTML + document.getElementById("sheet").hidden`); rest != "true" {
		t.Errorf("afterwards there is %s", rest)
	}
}
