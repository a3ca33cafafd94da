// Package proto forgets the messages that generated code registers. Its registry
// would keep every protobuf method of every API type alive in the linker's eyes.
package proto

const (
	GoGoProtoPackageIsVersion2 = true
	GoGoProtoPackageIsVersion3 = true
)

type Message interface {
	Reset()
	String() string
	ProtoMessage()
}

type InternalMessageInfo struct{}

func (*InternalMessageInfo) DiscardUnknown(Message)                        {}
func (*InternalMessageInfo) Merge(Message, Message)                        {}
func (*InternalMessageInfo) Size(Message) int                              { return 0 }
func (*InternalMessageInfo) Marshal([]byte, Message, bool) ([]byte, error) { return nil, errNone }
func (*InternalMessageInfo) Unmarshal(Message, []byte) error               { return errNone }

type noProtobuf struct{}

func (noProtobuf) Error() string { return "protobuf is not part of this build" }

var errNone = noProtobuf{}

func RegisterType(Message, string)                            {}
func RegisterMapType(interface{}, string)                     {}
func RegisterFile(string, []byte)                             {}
func RegisterEnum(string, map[int32]string, map[string]int32) {}
func Marshal(Message) ([]byte, error)                         { return nil, errNone }
func Unmarshal([]byte, Message) error                         { return errNone }

type Sizer interface{ Size() int }
