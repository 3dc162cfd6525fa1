package io.promontory.adapter.readapi;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.promontory.proto.prometheus.LabelMatcher;
import io.promontory.proto.prometheus.Query;
import io.promontory.proto.prometheus.ReadHints;
import io.promontory.proto.prometheus.ReadRequest;
import io.promontory.series.matcher.InvalidMatcherException;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.SelectHints;
import io.promontory.series.store.SelectRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xerial.snappy.Snappy;

/**
 * A remote read request.
 *
 * @param selects one for each query, in their order; null where a query can find nothing
 * @param streamed whether chunks are to be streamed; else samples go as one message
 */
public record ReadQueries(List<@Nullable SelectRequest> selects, boolean streamed) {
  /** Most bytes of a request, compressed and not. */
  public static final int MAX_BYTES = 32 << 20;

  /**
   * Reads a request.
   *
   * @param body snappy's block format
   * @throws BadReadException if it is none, or accepts no kind of answer that there is
   */
  public static ReadQueries parse(byte[] body) {
    ReadRequest request = message(body);
    List<@Nullable SelectRequest> selects = new ArrayList<>();
    for (Query query : request.getQueriesList()) {
      selects.add(select(query));
    }
    return new ReadQueries(selects, streamed(request));
  }

  private static ReadRequest message(byte[] body) {
    try {
      long length = CodedInputStream.newInstance(body).readRawVarint64();
      if (length < 0 || length > MAX_BYTES) {
        throw new BadReadException(
            "snappy: decoded length " + length + " exceeds limit " + MAX_BYTES);
      }
      return parsed(Snappy.uncompress(body));
    } catch (IOException e) {
      throw new BadReadException("snappy: corrupt input", e);
    }
  }

  private static ReadRequest parsed(byte[] message) {
    try {
      return ReadRequest.parseFrom(message);
    } catch (InvalidProtocolBufferException e) {
      throw new BadReadException("the request is no ReadRequest: " + e.getMessage(), e);
    }
  }

  /** The first type accepted that is known; samples where none is named. */
  private static boolean streamed(ReadRequest request) {
    for (ReadRequest.ResponseType type : request.getAcceptedResponseTypesList()) {
      if (type != ReadRequest.ResponseType.UNRECOGNIZED) {
        return type == ReadRequest.ResponseType.STREAMED_XOR_CHUNKS;
      }
    }
    if (request.getAcceptedResponseTypesCount() > 0) {
      throw new BadReadException(
          "none of the accepted response types is known: "
              + request.getAcceptedResponseTypesValueList());
    }
    return false;
  }

  private static @Nullable SelectRequest select(Query query) {
    List<Matcher> matchers = new ArrayList<>();
    for (LabelMatcher matcher : query.getMatchersList()) {
      matchers.add(matcher(matcher));
    }
    long minTime = query.getStartTimestampMs();
    long maxTime = query.getEndTimestampMs();
    SelectHints hints = SelectHints.NONE;
    if (query.hasHints()) {
      ReadHints told = query.getHints();
      if (told.getStartMs() != 0 || told.getEndMs() != 0) {
        minTime = Math.max(minTime, told.getStartMs());
        maxTime = Math.min(maxTime, told.getEndMs());
      }
      hints =
          new SelectHints(
              Math.max(0, told.getStepMs()),
              Math.max(0, told.getRangeMs()),
              told.getFunc(),
              told.getGroupingList(),
              told.getBy());
    }
    return matchers.isEmpty() || minTime > maxTime
        ? null
        : SelectRequest.of(minTime, maxTime, matchers).withHints(hints);
  }

  private static Matcher matcher(LabelMatcher matcher) {
    Matcher.Type type =
        switch (matcher.getType()) {
          case EQ -> Matcher.Type.EQ;
          case NEQ -> Matcher.Type.NEQ;
          case RE -> Matcher.Type.RE;
          case NRE -> Matcher.Type.NRE;
          case UNRECOGNIZED ->
              throw new BadReadException("invalid matcher type " + matcher.getTypeValue());
        };
    try {
      return Matcher.of(type, matcher.getName(), matcher.getValue());
    } catch (InvalidMatcherException e) {
      throw new BadReadException(
          "the matcher of label " + matcher.getName() + ": " + e.getMessage(), e);
    }
  }
}
