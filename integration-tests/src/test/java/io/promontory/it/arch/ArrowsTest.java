package io.promontory.it.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Arrows between modules point down only, and the lower ones know little of the world. */
class ArrowsTest {
  private static final JavaClasses MAIN = Project.MAIN;

  private static final String SERIES = "io.promontory.series..";
  private static final String PROMQL = "io.promontory.promql..";
  private static final String PROTO = "io.promontory.proto..";
  private static final String OBJECTS = "io.promontory.objectstore..";
  private static final String ADAPTER = "io.promontory.adapter..";
  private static final String RULES = "io.promontory.rules..";
  private static final String RE2 = "com.google.re2j..";
  private static final String HASH = "com.dynatrace.hash4j..";
  private static final String FRONTEND = "io.promontory.frontend..";

  /** Packages that hold one kind of store each; what they share lies in packages beside them. */
  private static final List<String> KINDS =
      List.of("prometheus", "managed", "blocks", "thanos", "grpc");

  @Test
  void everyMainClassBelongsToAModule() {
    assertThat(MAIN).isNotEmpty();
    classes()
        .should()
        .resideInAnyPackage(SERIES, PROMQL, OBJECTS, ADAPTER, RULES, FRONTEND)
        .check(MAIN);
  }

  @Test
  void seriesModelKnowsOnlyTheLanguageRe2AndAHash() {
    classes()
        .that()
        .resideInAPackage(SERIES)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(SERIES, RE2, HASH, "org.jspecify..", "java..")
        .allowEmptyShould(true)
        .check(MAIN);
  }

  @Test
  void promqlEngineKnowsOnlyTheSeriesModel() {
    classes()
        .that()
        .resideInAPackage(PROMQL)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(PROMQL, SERIES, RE2, HASH, "org.jspecify..", "java..")
        .allowEmptyShould(true)
        .check(MAIN);
  }

  @Test
  void modelAndEngineKnowNoNetworkNoLogAndNoOtherRegularExpressions() {
    noClasses()
        .that()
        .resideInAnyPackage(SERIES, PROMQL)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net..", "java.util.logging..", "java.util.regex..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.lang\\.System\\$Logger.*")
        .allowEmptyShould(true)
        .check(MAIN);
  }

  @Test
  void objectStoreKnowsOnlyTheSeriesModel() {
    mayNotUse(OBJECTS, PROMQL, PROTO, ADAPTER, RULES, FRONTEND, "io.grpc..");
  }

  @Test
  void adaptersKnowNeitherTheEngineNorTheRules() {
    mayNotUse(ADAPTER, PROMQL, RULES, FRONTEND);
  }

  @Test
  void rulesKnowNoAdapter() {
    mayNotUse(RULES, ADAPTER, FRONTEND);
  }

  @Test
  void adaptersNeverImportEachOther() {
    for (String kind : KINDS) {
      String[] others =
          KINDS.stream()
              .filter(other -> !other.equals(kind))
              .map(other -> "io.promontory.adapter." + other + "..")
              .toArray(String[]::new);
      mayNotUse("io.promontory.adapter." + kind + "..", others);
    }
  }

  @Test
  void onlyTheFrontendKnowsDropwizard() {
    noClasses()
        .that()
        .resideOutsideOfPackage(FRONTEND)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.dropwizard..", "com.codahale..", "org.glassfish..", "jakarta..")
        .check(MAIN);
  }

  private static void mayNotUse(String module, String... packages) {
    noClasses()
        .that()
        .resideInAPackage(module)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages)
        .allowEmptyShould(true)
        .check(MAIN);
  }
}
