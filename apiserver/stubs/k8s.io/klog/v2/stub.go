// Package klog discards what the API server logs. The real one opens log files,
// reads os.Args[0] while it initializes (a reactor has no arguments, and would
// panic) and formats stack traces: half a megabyte for lines that nobody reads.
package klog

import (
	"context"
	"fmt"
)

type (
	Level   int32
	Verbose bool
	Logger  struct{}
)

func V(Level) Verbose                          { return false }
func (v Verbose) Enabled() bool                { return false }
func (v Verbose) Info(...any)                  {}
func (v Verbose) Infof(string, ...any)         {}
func (v Verbose) InfoS(string, ...any)         {}
func (v Verbose) ErrorS(error, string, ...any) {}
func Info(...any)                              {}
func Infof(string, ...any)                     {}
func InfoS(string, ...any)                     {}
func Warning(...any)                           {}
func Warningf(string, ...any)                  {}
func Error(...any)                             {}
func Errorf(string, ...any)                    {}
func ErrorS(error, string, ...any)             {}
func Fatal(args ...any)                        { panic(fmt.Sprint(args...)) }
func Fatalf(format string, args ...any)        { panic(fmt.Sprintf(format, args...)) }

func Background() Logger                                       { return Logger{} }
func TODO() Logger                                             { return Logger{} }
func FromContext(context.Context) Logger                       { return Logger{} }
func NewContext(ctx context.Context, _ Logger) context.Context { return ctx }
func LoggerWithName(logger Logger, _ string) Logger            { return logger }

func (l Logger) V(int) Logger                          { return l }
func (l Logger) Enabled() bool                         { return false }
func (l Logger) Info(string, ...any)                   {}
func (l Logger) Error(error, string, ...any)           {}
func (l Logger) WithCallDepth(int) Logger              { return l }
func (l Logger) WithCallStackHelper() (func(), Logger) { return func() {}, l }
func (l Logger) WithName(string) Logger                { return l }
func (l Logger) WithValues(...any) Logger              { return l }
