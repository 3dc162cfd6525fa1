package io.promontory.adapter.grpc;

import io.grpc.Status;
import io.promontory.proto.thanos.LabelMatcher;
import io.promontory.series.matcher.InvalidMatcherException;
import io.promontory.series.matcher.Matcher;
import java.util.ArrayList;
import java.util.List;

/** Matchers as messages, and back. */
public final class WireMatchers {
  private WireMatchers() {}

  static List<LabelMatcher> toWire(List<Matcher> matchers) {
    List<LabelMatcher> messages = new ArrayList<>(matchers.size());
    for (Matcher matcher : matchers) {
      messages.add(
          LabelMatcher.newBuilder()
              .setTypeValue(matcher.type().ordinal())
              .setName(matcher.name())
              .setValue(matcher.value())
              .build());
    }
    return messages;
  }

  /**
   * The matchers of a request.
   *
   * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT if one has an unknown type or an
   *     invalid pattern
   */
  public static List<Matcher> fromWire(List<LabelMatcher> messages) {
    List<Matcher> matchers = new ArrayList<>(messages.size());
    Matcher.Type[] types = Matcher.Type.values();
    for (LabelMatcher message : messages) {
      int type = message.getTypeValue();
      if (type < 0 || type >= types.length) {
        throw invalid("matcher on \"" + message.getName() + "\" has the unknown type " + type);
      }
      try {
        matchers.add(Matcher.of(types[type], message.getName(), message.getValue()));
      } catch (InvalidMatcherException e) {
        throw invalid("matcher on \"" + message.getName() + "\": " + e.getMessage());
      }
    }
    return matchers;
  }

  private static RuntimeException invalid(String text) {
    return Status.INVALID_ARGUMENT.withDescription(text).asRuntimeException();
  }
}
