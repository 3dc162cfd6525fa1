package io.promontory.rules.alert;

import io.promontory.promql.value.QueryValue;
import io.promontory.rules.eval.EvaluationTime;
import io.promontory.rules.eval.RuleFailure;
import io.promontory.rules.eval.VectorQuery;
import io.promontory.rules.template.AlertTemplate;
import io.promontory.rules.template.TemplateContext;
import io.promontory.rules.template.TemplateData;
import io.promontory.rules.template.TemplateException;
import io.promontory.rules.template.TemplateQuery;
import io.promontory.rules.template.TemplateSample;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import java.util.ArrayList;
import java.util.List;

/** Labels and annotations of alerts, made of templates; one that fails says so in its place. */
final class AlertLabels {
  /** A name and its template. */
  private record Entry(String name, AlertTemplate template) {}

  private final String alert;
  private final AlertOrigin origin;
  private final List<Entry> labels;
  private final List<Entry> annotations;

  AlertLabels(String alert, Labels labels, Labels annotations, AlertOrigin origin) {
    this.alert = alert;
    this.origin = origin;
    this.labels = parsed(alert, labels);
    this.annotations = parsed(alert, annotations);
  }

  private static List<Entry> parsed(String alert, Labels texts) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      try {
        entries.add(new Entry(texts.name(i), AlertTemplate.parse(alert, texts.value(i))));
      } catch (TemplateException e) {
        throw new IllegalArgumentException(e.getMessage(), e); // refused when the file was read
      }
    }
    return entries;
  }

  ActiveAlert alert(QueryValue.Sample sample, EvaluationTime time, VectorQuery query) {
    TemplateContext context =
        new TemplateContext(
            time.slotMs(), text -> samples(query, text, time), origin.externalUrl());
    TemplateData data =
        new TemplateData(
            sample.labels(),
            origin.externalLabels(),
            origin.externalUrlText(),
            sample.value(),
            sample.histogram());
    LabelsBuilder own = new LabelsBuilder(sample.labels()).remove(Labels.METRIC_NAME);
    labels.forEach(entry -> own.set(entry.name(), expand(entry.template(), data, context)));
    own.set(AlertSeries.ALERT_NAME, alert);
    String[] texts = new String[annotations.size() * 2];
    for (int i = 0; i < annotations.size(); i++) {
      texts[2 * i] = annotations.get(i).name();
      texts[2 * i + 1] = expand(annotations.get(i).template(), data, context);
    }
    double value = sample.histogram() == null ? sample.value() : 0;
    return ActiveAlert.pending(own.build(), Labels.ofSorted(texts), value, time.slot());
  }

  private static List<TemplateSample> samples(VectorQuery query, String text, EvaluationTime time)
      throws TemplateQuery.QueryFailedException {
    try {
      return query.at(text, time.slotMs()).stream()
          .map(s -> new TemplateSample(s.labels(), s.value(), s.histogram()))
          .toList();
    } catch (RuleFailure e) {
      throw new TemplateQuery.QueryFailedException(String.valueOf(e.getMessage()));
    }
  }

  private static String expand(AlertTemplate template, TemplateData data, TemplateContext context) {
    try {
      return template.expand(data, context);
    } catch (TemplateException e) {
      return "<error expanding template: " + e.getMessage() + ">";
    }
  }
}
