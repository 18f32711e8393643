// Command tagwire reads the news about sanctions: it fetches articles, cleans
// them, tags who and what they name, and says who is sanctioned.
package main

var version = "dev"

func main() { _ = version }
