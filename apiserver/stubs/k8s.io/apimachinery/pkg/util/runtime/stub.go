// Package runtime lets panics through, to be answered for the object that caused
// them. The real one imports net/http for the sake of one error value.
package runtime

import (
	"context"

	"k8s.io/klog/v2"
)

func Must(err error) {
	if err != nil {
		panic(err)
	}
}

func HandleCrash(...func(any))                                              {}
func HandleCrashWithContext(context.Context, ...func(context.Context, any)) {}
func HandleCrashWithLogger(klog.Logger, ...func(context.Context, any))      {}
func HandleError(error)                                                     {}
func HandleErrorWithContext(context.Context, error, string, ...any)         {}
func HandleErrorWithLogger(klog.Logger, error, string, ...any)              {}
