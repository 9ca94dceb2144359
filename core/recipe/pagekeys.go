package recipe

import "slices"

// PageKeys are keys of a link that say how the page shows the run and are no part of the recipe, in the order in which the page writes them.
// Parse reads over them. PAGE_KEYS of web/page/recipe/pagekeys.js is the same list.
var PageKeys = []string{
	"page", // of the lesson's guided pages, from 1 on
}

func ofThePage(key string) bool { return slices.Contains(PageKeys, key) }
