package io.promontory.adapter.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EscapedNameTest {
  @Test
  void legacyNamesStayAndOthersAreSpelt() {
    assertThat(EscapedName.of("job")).isEqualTo("job");
    assertThat(EscapedName.of("__name__")).isEqualTo("__name__");
    assertThat(EscapedName.of("http.status_code")).isEqualTo("U__http_2e_status__code");
    assertThat(EscapedName.of("a/b?c")).isEqualTo("U__a_2f_b_3f_c");
    assertThat(EscapedName.of("名")).isEqualTo("U___540d_");
    assertThat(EscapedName.of("U__x")).isEqualTo("U__U____x");
  }
}
