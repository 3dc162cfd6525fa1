package io.promontory.frontend.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.promontory.frontend.app.QueryEvent;
import io.promontory.frontend.app.QueryOrigin;
import io.promontory.promql.engine.Query;
import io.promontory.series.store.Completeness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryFileLogTest {
  private static final QueryOrigin ORIGIN =
      new QueryOrigin("127.0.0.1", "GET", "/api/v1/query", null);

  @TempDir private Path folder;
  private Path file;
  private QueryFileLog log;

  @BeforeEach
  void open() throws IOException {
    file = folder.resolve("query.log");
    log = new QueryFileLog(file, InstantSource.fixed(Instant.EPOCH));
  }

  @AfterEach
  void close() throws IOException {
    log.close();
  }

  private void query(String text) {
    Query query = new Query(text, 0, 0, 0, 0, 0);
    log.ended(ORIGIN, new QueryEvent(query, null, Completeness.NONE_ASKED, null));
  }

  private static List<String> queries(Path file) throws IOException {
    List<String> queries = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      queries.add(new ObjectMapper().readTree(line).at("/params/query").asText());
    }
    return queries;
  }

  @Test
  void aFileThatWasMovedAwayIsLeftAlone() throws Exception {
    query("one");
    Path moved = Files.move(file, folder.resolve("query.log.1"));
    query("two");
    log.reopen();
    query("three");
    assertThat(queries(moved)).containsExactly("one", "two");
    assertThat(queries(file)).containsExactly("three");
  }

  @Test
  void whereItCannotBeOpenedAgainTheFileBeforeGoesOn() throws Exception {
    Path moved = Files.move(file, folder.resolve("query.log.1"));
    Files.createDirectory(file);
    log.reopen();
    query("up");
    assertThat(queries(moved)).containsExactly("up");
  }

  @Test
  void bytesThatAreNoUtf8AreReplacedAndSpoilNothing() throws Exception {
    for (String text : List.of("up", "\udcff", "a\udce6\udc97b", "日本𝄞", "down")) {
      query(text);
    }
    assertThat(queries(file)).containsExactly("up", "\ufffd", "a\ufffd\ufffdb", "日本𝄞", "down");
  }
}
