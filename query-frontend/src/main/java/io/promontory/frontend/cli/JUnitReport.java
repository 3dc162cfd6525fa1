package io.promontory.frontend.cli;

import io.promontory.rules.unittest.TestedCase;
import io.promontory.rules.unittest.TestedFile;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Results of tests of rules as the XML that build servers read: a suite for each file. */
final class JUnitReport {
  /** What stands for the tests of a file that could not be run. */
  private static final String UNKNOWN = "unknown";

  private final XMLStreamWriter xml;

  private JUnitReport(XMLStreamWriter xml) {
    this.xml = xml;
  }

  static String of(List<TestedFile> files, Instant now) {
    StringWriter out = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out);
      xml.writeStartElement("testsuites");
      for (TestedFile file : files) {
        new JUnitReport(xml).suite(file, now);
      }
      xml.writeEndElement();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing to memory", e);
    }
    return out.append('\n').toString();
  }

  private void suite(TestedFile file, Instant now) throws XMLStreamException {
    String problem = file.problem();
    int failures = file.cases().stream().mapToInt(one -> one.failures().size()).sum();
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", file.path().toString());
    number("tests", file.cases().size() + (problem == null ? 0 : 1));
    number("failures", failures);
    number("errors", problem == null ? 0 : 1);
    number("skipped", 0);
    xml.writeAttribute("timestamp", now.truncatedTo(ChronoUnit.SECONDS).toString());
    for (TestedCase one : file.cases()) {
      begin(one.name());
      for (String failure : one.failures()) {
        text("failure", failure);
      }
      xml.writeEndElement();
    }
    if (problem != null) {
      begin(UNKNOWN);
      text("error", problem);
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private void begin(String name) throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("name", clean(name));
  }

  private void number(String name, int value) throws XMLStreamException {
    xml.writeAttribute(name, Integer.toString(value));
  }

  private void text(String element, String text) throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeCharacters(clean(text));
    xml.writeEndElement();
  }

  /** Without characters that XML does not have (XML 1.0, 2.2), such as those of colours. */
  private static String clean(String text) {
    StringBuilder clean = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              boolean allowed =
                  c == '\t'
                      || c == '\n'
                      || c == '\r'
                      || (c >= 0x20 && c <= 0xD7FF)
                      || (c >= 0xE000 && c <= 0xFFFD)
                      || c >= 0x10000;
              clean.appendCodePoint(allowed ? c : 0xFFFD);
            });
    return clean.toString();
  }
}
