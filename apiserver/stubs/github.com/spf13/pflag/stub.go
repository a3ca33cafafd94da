// Package pflag has what the feature gates need to be flags, which here they
// never are. The real one reads os.Args[0] while it initializes.
package pflag

type Value interface {
	String() string
	Set(string) error
	Type() string
}

type FlagSet struct{}

func (f *FlagSet) Var(Value, string, string) {}
