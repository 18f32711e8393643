// Package gazetteer knows countries and their peoples, and finds and resolves
// cities.
package gazetteer
