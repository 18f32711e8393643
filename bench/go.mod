module github.com/tagwire/tagwire/bench

go 1.26.8

replace github.com/tagwire/tagwire => ../
