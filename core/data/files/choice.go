package files

import "bottleneck/core/data/own"

// Choice is what a person decided about what was given, in the place of what would be understood. The zero Choice decides nothing.
type Choice struct {
	Roles []own.Role `json:"roles"` // of columns and arrays, by their names: the role, and of an array the part, where they are not empty
	Turn  string     `json:"turn"`  // of arrays of square pictures: own.Turned or own.Upright; "": EMNIST's are turned, by the name of their file
}

func (c Choice) role(name string) string {
	for _, r := range c.Roles {
		if r.Name == name && r.Role != "" {
			return r.Role
		}
	}
	return ""
}

func (c Choice) part(name string) string {
	for _, r := range c.Roles {
		if r.Name == name && r.Part != "" {
			return r.Part
		}
	}
	return ""
}
