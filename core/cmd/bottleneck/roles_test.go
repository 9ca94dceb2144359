package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What columns are can be said on the command line, in the words that data prints, and training goes by it.
func TestRolesAreSaid(t *testing.T) {
	table := filepath.Join(t.TempDir(), "wines.csv")
	var b strings.Builder
	b.WriteString("alcohol,acid,year,color\n")
	for i := range 40 {
		b.WriteString([]string{"11.5,3.1,2019,red\n", "12.25,2.9,2020,white\n", "13,3.4,2021,red\n"}[i%3])
	}
	if err := os.WriteFile(table, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	role := func(out, name string) string {
		_, after, _ := strings.Cut(out, `"name": "`+name+`",`+"\n      \"role\": \"")
		is, _, _ := strings.Cut(after, `"`)
		return is
	}
	got := programOf(t, "", "data", table)
	if role(got.out, "year") != "input" || role(got.out, "color") != "label" {
		t.Fatalf("%v", got)
	}
	got = programOf(t, "", "data", "-role", "year=label", table, "-role", "acid=left out")
	if role(got.out, "year") != "label" || role(got.out, "color") != "left out" || role(got.out, "acid") != "left out" || role(got.out, "alcohol") != "input" {
		t.Errorf("%v", got)
	}
	link := "#v=1&data=table&columns=2&encoder=none&latent_dim=1&batch_size=6&epochs=1"
	if got := programOf(t, "", "train", "-data", table, link); got.code == 0 || !strings.Contains(got.log, "a table of 3 columns found") {
		t.Errorf("as it was understood: %v", got)
	}
	if got := programOf(t, "", "train", "-data", table, "-role", "year=label", link); got.code != 0 || !strings.Contains(got.out, `"step":6,`) {
		t.Errorf("with the year as label: %v", got)
	}
	for _, tt := range []struct {
		code int
		want string
		args []string
	}{
		{2, `"year" found, name=role expected`, []string{"-role", "year"}},
		{2, `"class" found, one of input, label, index, left out, train, test, validation expected`, []string{"-role", "year=class"}},
		{2, `"left" found, turned or upright expected`, []string{"-turn", "left"}},
		{1, "-role vintage found, and no column or array of this name: ", []string{"-role", "vintage=label"}},
	} {
		if got := programOf(t, "", append([]string{"data", table}, tt.args...)...); got.code != tt.code || !strings.Contains(got.log, tt.want) {
			t.Errorf("%q: %v, %q expected", tt.args, got, tt.want)
		}
	}
}
