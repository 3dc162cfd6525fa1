package io.promontory.it.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import org.junit.jupiter.api.Test;

/** What main code leaves to others: time to a clock, waiting to a scheduler, threads to the app. */
class HabitsTest {
  private static final JavaClasses MAIN = Project.MAIN;

  private static final String[] COMPOSITION = {
    "io.promontory.frontend.app..", "io.promontory.frontend.cli.."
  };

  @Test
  void timeComesFromAClock() {
    noClasses()
        .that()
        .resideOutsideOfPackages(COMPOSITION)
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .because("time comes from an InstantSource that is handed in")
        .check(MAIN);
  }

  @Test
  void nobodySleeps() {
    noClasses()
        .that()
        .resideOutsideOfPackages(COMPOSITION)
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", long.class, int.class)
        .orShould()
        .callMethod(Thread.class, "sleep", java.time.Duration.class)
        .because("waiting is a scheduler's work, and ends with a deadline")
        .check(MAIN);
  }

  @Test
  void threadsAreMadeByTheComposition() {
    noClasses()
        .that()
        .resideOutsideOfPackages(COMPOSITION)
        .should()
        .callConstructorWhere(JavaConstructorCall.Predicates.target(ofThread()))
        .because("executors are handed in by app and cli")
        .check(MAIN);
  }

  @Test
  void nobodyPrintsButTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackages(COMPOSITION)
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(MAIN);
  }

  @Test
  void nothingStaticIsMutable() {
    fields().that().areStatic().should().beFinal().check(MAIN);
  }

  private static DescribedPredicate<CodeUnitCallTarget> ofThread() {
    return DescribedPredicate.describe(
        "a constructor of Thread", target -> target.getOwner().isAssignableTo(Thread.class));
  }
}
