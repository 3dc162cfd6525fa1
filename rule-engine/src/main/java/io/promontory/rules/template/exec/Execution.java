package io.promontory.rules.template.exec;

import io.promontory.rules.template.function.Environment;
import io.promontory.rules.template.syntax.Node;
import io.promontory.rules.template.syntax.ParsedTemplate;
import io.promontory.rules.template.value.Format;
import io.promontory.rules.template.value.Value;
import io.promontory.rules.template.value.Values;
import io.promontory.series.text.GoStrings;
import java.util.List;
import java.util.Map;

/** One run of a template; of those that it invokes, each has an execution of its own. */
public final class Execution {
  /**
   * How deep templates may invoke each other. Go allows 100 000 and says so; nobody who means to
   * end comes near either, so the text is the same.
   */
  private static final int MAX_DEPTH = 200;

  private static final int SAID_DEPTH = 100_000;

  /** How a body ended. */
  private enum Flow {
    ON,
    BREAK,
    CONTINUE
  }

  private final ParsedTemplate template;
  private final Environment environment;
  private final Budget budget;
  private final int depth;
  private final Place place;
  private final Variables variables;
  private final Evaluator evaluator;

  private Execution(
      ParsedTemplate template,
      Environment environment,
      Budget budget,
      int depth,
      String name,
      Value data) {
    this.template = template;
    this.environment = environment;
    this.budget = budget;
    this.depth = depth;
    this.place = new Place(template, name);
    this.variables = new Variables(data);
    this.evaluator = new Evaluator(place, variables, budget, environment);
  }

  /**
   * Runs a template.
   *
   * @param data the dot that it starts with
   * @throws ExecutionException if it fails, or does or yields too much
   */
  public static String run(ParsedTemplate template, Value data, Environment environment)
      throws ExecutionException {
    Budget budget = new Budget();
    Execution execution = new Execution(template, environment, budget, 0, template.name(), data);
    List<Node.Statement> body = template.bodies().get(template.name());
    execution.walk(data, body == null ? List.of() : body);
    return budget.result();
  }

  private Flow walk(Value dot, List<Node.Statement> body) throws ExecutionException {
    for (Node.Statement statement : body) {
      place.at(statement);
      evaluator.check(budget.spend(1));
      Flow flow =
          switch (statement) {
            case Node.Text text -> {
              evaluator.check(budget.write(text.text()));
              yield Flow.ON;
            }
            case Node.Action action -> action(dot, action);
            case Node.Branch branch ->
                branch.kind() == Node.Branching.RANGE ? range(dot, branch) : choice(dot, branch);
            case Node.Invocation invocation -> invoke(dot, invocation);
            case Node.Break stop -> Flow.BREAK;
            case Node.Continue next -> Flow.CONTINUE;
          };
      if (flow != Flow.ON) {
        return flow;
      }
    }
    return Flow.ON;
  }

  private Flow action(Value dot, Node.Action action) throws ExecutionException {
    Value value = evaluator.pipeline(dot, action.pipe());
    if (action.pipe().variables().isEmpty()) {
      place.at(action);
      evaluator.check(budget.write(Format.print(List.of(Values.printable(value)))));
    }
    return Flow.ON;
  }

  private Flow choice(Value dot, Node.Branch branch) throws ExecutionException {
    int mark = variables.mark();
    Value value = evaluator.pipeline(dot, branch.pipe());
    List<Node.Statement> otherwise = branch.otherwise();
    Flow flow = Flow.ON;
    if (Values.isTrue(value)) {
      flow = walk(branch.kind() == Node.Branching.WITH ? value : dot, branch.body());
    } else if (otherwise != null) {
      flow = walk(dot, otherwise);
    }
    variables.pop(mark);
    return flow;
  }

  private Flow range(Value dot, Node.Branch branch) throws ExecutionException {
    int mark = variables.mark();
    Value value = evaluator.pipeline(dot, branch.pipe()).indirect();
    boolean any =
        switch (value) {
          case Value.Int integer -> numbers(integer, branch);
          case Value.Sequence list -> {
            List<Value> elements = list.elements();
            boolean on = true;
            for (int i = 0; i < elements.size() && on; i++) {
              on = iteration(branch, Value.integer(i), elements.get(i));
            }
            yield !elements.isEmpty();
          }
          case Value.Mapping map -> {
            for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
              if (!iteration(branch, Value.text(entry.getKey()), entry.getValue())) {
                break;
              }
            }
            yield !map.entries().isEmpty();
          }
          case Value.Nil nil -> false;
          default -> throw place.error("range can't iterate over " + Format.print(List.of(value)));
        };
    Flow flow = Flow.ON;
    List<Node.Statement> otherwise = branch.otherwise();
    if (!any && otherwise != null) {
      flow = walk(dot, otherwise);
    }
    variables.pop(mark);
    return flow;
  }

  private boolean numbers(Value.Int count, Node.Branch branch) throws ExecutionException {
    if (branch.pipe().variables().size() > 1) {
      throw place.error("can't use " + count.value() + " to iterate over more than one variable");
    }
    for (long i = 0; i < count.value(); i++) {
      if (!iteration(branch, Value.NIL, new Value.Int(i, count.typeName()))) {
        break;
      }
    }
    return count.value() > 0;
  }

  /** Runs the body for one element; false if it is the last that runs. */
  private boolean iteration(Node.Branch branch, Value index, Value element)
      throws ExecutionException {
    List<String> names = branch.pipe().variables();
    int top = variables.mark();
    if (branch.pipe().assigns()) {
      for (int i = 0; i < names.size(); i++) {
        boolean isIndex = i == 0 && names.size() > 1;
        variables.set(evaluator.variable(names.get(i)), isIndex ? index : element);
      }
    } else if (!names.isEmpty()) {
      variables.set(top - 1, element);
      if (names.size() > 1) {
        variables.set(top - 2, index);
      }
    }
    evaluator.check(budget.spend(1));
    Flow flow = walk(element, branch.body());
    variables.pop(top);
    return flow != Flow.BREAK;
  }

  private Flow invoke(Value dot, Node.Invocation invocation) throws ExecutionException {
    List<Node.Statement> body = template.bodies().get(invocation.name());
    if (body == null) {
      throw place.error("template " + GoStrings.quote(invocation.name()) + " not defined");
    }
    if (depth == MAX_DEPTH) {
      throw place.error("exceeded maximum template depth (" + SAID_DEPTH + ")");
    }
    Node.Pipe pipe = invocation.pipe();
    Value data = pipe == null ? Value.NIL : evaluator.pipeline(dot, pipe);
    Execution inner =
        new Execution(template, environment, budget, depth + 1, invocation.name(), data);
    inner.walk(data, body);
    return Flow.ON;
  }
}
