package io.promontory.adapter.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.util.List;

/** Messages as a server writes them whose protocol has fields that we do not know yet. */
public final class NewerFields {
  private static final UnknownFieldSet FIELDS =
      UnknownFieldSet.newBuilder()
          .addField(
              99,
              Field.newBuilder()
                  .addVarint(300)
                  .addFixed32(1)
                  .addFixed64(1)
                  .addLengthDelimited(ByteString.copyFromUtf8("newer"))
                  .addLengthDelimited(ByteString.copyFromUtf8("newer".repeat(100)))
                  .build())
          .build();

  private NewerFields() {}

  /** A message with such fields in itself and in all messages within. */
  public static Message in(Message message) {
    Message.Builder builder = message.toBuilder().setUnknownFields(FIELDS);
    for (FieldDescriptor field : message.getAllFields().keySet()) {
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        if (field.isRepeated()) {
          List<?> values = (List<?>) message.getField(field);
          for (int i = 0; i < values.size(); i++) {
            builder.setRepeatedField(field, i, in((Message) values.get(i)));
          }
        } else {
          builder.setField(field, in((Message) message.getField(field)));
        }
      }
    }
    return builder.build();
  }
}
