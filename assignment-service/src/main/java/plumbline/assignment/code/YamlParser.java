package plumbline.assignment.code;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import plumbline.kit.failure.Failure;

/**
 * Reads YAML 1.2 by its core schema, in which {@code no} and {@code on} are texts. From the
 * library's events rather than its nodes: so depth and size are bounded before anything is built,
 * and nothing but mappings, lists and scalars can be.
 */
final class YamlParser {
  private static final int MAX_BYTES = 256 * 1024;

  /** With the contract around it, a payload as deep as this stays within protobuf's 100. */
  private static final int MAX_DEPTH = 32;

  private static final int MAX_SIZE = 200_000;
  private static final LoadSettings SETTINGS = LoadSettings.builder().build();
  private static final ScalarResolver CORE = new CoreSchema().getScalarResolver();
  private static final String ROOT = "yaml";

  private final Iterator<Event> events;
  private final Map<Anchor, Yaml> anchors = new HashMap<>();
  private int size;

  private YamlParser(Iterator<Event> events) {
    this.events = events;
  }

  /**
   * The one document of a file.
   *
   * @throws Failure.Invalid with the line where it is not one
   */
  static Yaml.Mapping parse(String text) {
    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new Failure.Invalid(ROOT, "must be at most 256 KiB");
    }
    try {
      return new YamlParser(new Parse(SETTINGS).parseString(text).iterator()).document();
    } catch (MarkedYamlEngineException e) {
      var line = e.getProblemMark().or(e::getContextMark).map(YamlParser::line).orElse(1);
      throw refused(line, "is not valid YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new Failure.Invalid(ROOT, "is not valid YAML: " + e.getMessage());
    }
  }

  private Yaml.Mapping document() {
    next(Event.ID.StreamStart);
    var start = events.next();
    if (start.getEventId() == Event.ID.StreamEnd) {
      throw refused(1, "is empty");
    }
    var root = node(events.next(), 1);
    next(Event.ID.DocumentEnd);
    var end = events.next();
    if (end.getEventId() != Event.ID.StreamEnd) {
      throw refused(line(end), "starts a second document: a file holds one experiment");
    }
    if (root instanceof Yaml.Mapping mapping) {
      return mapping;
    }
    throw refused(root.line(), "must be a mapping, such as \"key: checkout\"");
  }

  private void next(Event.ID expected) {
    var event = events.next();
    if (event.getEventId() != expected) {
      throw refused(line(event), "is not valid YAML");
    }
  }

  private Yaml node(Event event, int depth) {
    if (depth > MAX_DEPTH) {
      throw refused(line(event), "is nested deeper than " + MAX_DEPTH + " levels");
    }
    return switch (event) {
      case ScalarEvent scalar -> kept(scalar.getAnchor(), scalar(scalar));
      case SequenceStartEvent start -> kept(start.getAnchor(), sequence(start, depth));
      case MappingStartEvent start -> kept(start.getAnchor(), mapping(start, depth));
      case AliasEvent alias -> counted(aliased(alias), alias);
      default -> throw refused(line(event), "is not valid YAML");
    };
  }

  private Yaml kept(Optional<Anchor> anchor, Yaml node) {
    anchor.ifPresent(name -> anchors.put(name, node));
    return node;
  }

  /** An alias counts as what it stands for: a few lines of them could say billions of things. */
  private Yaml counted(Yaml node, Event event) {
    size += node.size();
    if (size > MAX_SIZE) {
      throw refused(line(event), "has aliases that make more than 200,000 values");
    }
    return node;
  }

  private Yaml aliased(AliasEvent alias) {
    var node = anchors.get(alias.getAlias());
    if (node == null) {
      throw refused(line(alias), "refers to '*" + alias.getAlias() + "', which is not there yet");
    }
    return node;
  }

  private Yaml scalar(ScalarEvent event) {
    refuseTag(event.getTag(), event);
    var tag = event.isPlain() ? CORE.resolve(event.getValue(), true) : Tag.STR;
    var kind =
        tag.equals(Tag.NULL)
            ? Yaml.Kind.NULL
            : tag.equals(Tag.BOOL)
                ? Yaml.Kind.BOOL
                : tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) ? Yaml.Kind.NUMBER : Yaml.Kind.TEXT;
    return counted(new Yaml.Scalar(event.getValue(), kind, line(event)), event);
  }

  private Yaml sequence(CollectionStartEvent start, int depth) {
    refuseTag(start.getTag(), start);
    var before = size++;
    var elements = new ArrayList<Yaml>();
    for (var event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      elements.add(node(event, depth + 1));
    }
    return new Yaml.Sequence(elements, line(start), size - before);
  }

  private Yaml mapping(CollectionStartEvent start, int depth) {
    refuseTag(start.getTag(), start);
    var before = size++;
    var members = new LinkedHashMap<String, Yaml.Member>();
    for (var event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      var name = name(node(event, depth + 1));
      if (members.containsKey(name)) {
        throw refused(line(event), "has '" + name + "' twice");
      }
      members.put(name, new Yaml.Member(node(events.next(), depth + 1), line(event)));
    }
    return new Yaml.Mapping(members, line(start), size - before);
  }

  private static String name(Yaml key) {
    if (key instanceof Yaml.Scalar scalar && scalar.kind() != Yaml.Kind.NULL) {
      return scalar.text();
    }
    throw refused(key.line(), "has a name that is not a text");
  }

  private static void refuseTag(Optional<String> tag, Event event) {
    if (tag.isPresent()) {
      throw refused(line(event), "has the tag '%s': tags are not allowed".formatted(tag.get()));
    }
  }

  private static Failure.Invalid refused(int line, String description) {
    return new Failure.Invalid(ROOT, Place.at(line, description));
  }

  private static int line(Event event) {
    return event.getStartMark().map(YamlParser::line).orElse(1);
  }

  private static int line(Mark mark) {
    return mark.getLine() + 1;
  }
}
