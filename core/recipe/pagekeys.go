package recipe

import "slices"

// PageKeys are keys of a link that say how the page shows the run and are no part of the recipe, in the order in which the page writes them.
// Parse reads over them. PAGE_KEYS of web/page/recipe/pagekeys.js is the same list.
var PageKeys = []string{
	"panel",  // that is shown
	"axes",   // of the latent plane
	"grid",   // tiles on a side of it
	"chosen", // the input that is followed everywhere
	"page",   // of the lesson's guided pages, from 1 on
	"hide",   // parts of the page that are not there
	"lock",   // and those that cannot be changed
	"proof",  // what is claimed of the run: package proof
}

func ofThePage(key string) bool { return slices.Contains(PageKeys, key) }
