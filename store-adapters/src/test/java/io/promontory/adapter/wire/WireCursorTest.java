package io.promontory.adapter.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import io.promontory.adapter.wire.WireCursor.MalformedException;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireCursorTest {
  /** Lengths of one byte, and of two and three. */
  @ParameterizedTest
  @ValueSource(ints = {0, 3, 127, 128, 300, 20_000})
  void fieldsThatNobodyWantsArePassedOverWhole(int length) throws MalformedException {
    Field content =
        Field.newBuilder()
            .addVarint(length)
            .addFixed32(0x7f7f7f7f)
            .addFixed64(-1)
            .addLengthDelimited(bytes(length))
            .build();
    Field last = Field.newBuilder().addVarint(42).build();
    WireCursor in =
        new WireCursor(
            UnknownFieldSet.newBuilder()
                .addField(9, content)
                .addField(300, content)
                .addField(301, last)
                .build()
                .toByteArray());
    for (int passed = 0; passed < 8; passed++) {
      in.skip(in.tag());
    }
    assertThat(in.tag()).isEqualTo(301 << 3 | WireCursor.VARINT);
    assertThat(in.varint()).isEqualTo(42);
    assertThat(in.hasMore()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {WireCursor.FIXED64, WireCursor.LENGTH_DELIMITED, WireCursor.FIXED32})
  void aFieldLongerThanItsMessageIsRefused(int type) {
    WireCursor in = new WireCursor(new byte[] {9, 1, 2});
    assertThatThrownBy(() -> in.skip(9 << 3 | type))
        .isInstanceOf(MalformedException.class)
        .hasMessage("a field is longer than its message");
  }

  private static ByteString bytes(int length) {
    byte[] content = new byte[length];
    Arrays.fill(content, (byte) 0x7f);
    return ByteString.copyFrom(content);
  }
}
