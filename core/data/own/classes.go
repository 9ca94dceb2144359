package own

// Of so many items of a class it is no matter of chance that half is held out, or none.
const few, many = 4, 40

// HeldOfClasses says which items are held out where every tenth of all, as Held says, would take half of a class or more, or none of a large one, as where labels
// come in turn, 0 to 9 and again: every tenth of each class, counted from another place for each. nil: every tenth of all does.
func HeldOfClasses(labels []byte) []bool {
	var all, held [256]int
	for i, l := range labels {
		all[l]++
		if Held(i, len(labels)) {
			held[l]++
		}
	}
	apart := false
	for l, n := range all {
		apart = apart || n >= few && 2*held[l] >= n || n >= many && held[l] == 0
	}
	if !apart {
		return nil
	}
	of := make([]bool, len(labels))
	var seen [256]int
	some := false
	for i, l := range labels {
		of[i] = (seen[l]+int(l))%10 == 9
		some = some || of[i]
		seen[l]++
	}
	if !some {
		return nil
	}
	return of
}

// Sample returns the places of at most n pictures to train on that show what there is: evenly spread over all, or where that passes over classes, evenly over
// the classes, in their order.
func (p *Pictures) Sample(n int) []int {
	var all []int
	for i, o := range p.All {
		if !o.Test {
			all = append(all, i)
		}
	}
	even := spread(all, n)
	if p.Labels == nil || p.classes(even) >= min(p.classes(all), len(even)) {
		return even
	}
	var of [256][]int
	for _, i := range all {
		of[p.Labels[i]] = append(of[p.Labels[i]], i)
	}
	var there []int
	for l := range of {
		if len(of[l]) > 0 {
			there = append(there, l)
		}
	}
	there = spread(there, n)
	var places []int
	for k, l := range there {
		places = append(places, spread(of[l], n*(k+1)/len(there)-n*k/len(there))...)
	}
	return places
}

// classes counts the classes of the pictures at some places.
func (p *Pictures) classes(places []int) (n int) {
	var seen [256]bool
	for _, i := range places {
		if l := p.Labels[i]; !seen[l] {
			seen[l] = true
			n++
		}
	}
	return n
}

// spread takes n of a list, evenly spread; all of a shorter one.
func spread(list []int, n int) []int {
	n = min(n, len(list))
	taken := make([]int, n)
	for i := range taken {
		taken[i] = list[i*len(list)/n]
	}
	return taken
}
