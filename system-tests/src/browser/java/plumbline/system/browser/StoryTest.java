package plumbline.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.CreateFlagRequest;
import plumbline.proto.assignment.v1.FlagDefinition;
import plumbline.proto.assignment.v1.FlagType;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.system.FaultyPage;
import plumbline.system.Stack;

/** An experiment's life as people see it, from the form to the flag that serves what was decided. */
@Tag("browser")
class StoryTest {
  private static final String KEY = "story-button";
  private static final String FLAG = "story-button-colour";
  private static final String HOME = "/experiments/" + KEY;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void fromTheFormToTheFlag() throws Exception {
    flag();
    try (var erin = Person.as("experimenter");
        var ravi = Person.as("reviewer")) {
      isCreated(erin);
      isRefusedAndMended(erin);
      isApproved(ravi);
      var visitors = runs(erin);
      isDecided(erin, ravi, visitors);
      erin.assertNoComplaints();
      ravi.assertNoComplaints();
    }
  }

  @Test
  void aGuardrailHaltsWhileSomebodyLooks() throws Exception {
    var shop = FaultyPage.start("story-faulty", FaultyPage.FAILURE);
    try (var ann = Person.as("analyst")) {
      var page = ann.open("/experiments/story-faulty/guardrails");
      assertThat(page.locator("main")).not().containsText("Halted");

      await().atMost(PATIENCE).until(() -> halted(shop));

      assertThat(page.locator(".badge", new Page.LocatorOptions().setHasText("breached")).first())
          .isVisible(new IsVisibleOptions().setTimeout(PATIENCE.toMillis()));
      ann.open("/experiments/story-faulty");
      assertThat(page.locator("h1 .badge")).containsText("Halted");
      ann.screenshot("story-halted");
      ann.assertNoComplaints();
    }
  }

  private static boolean halted(FaultyPage shop) throws Exception {
    shop.visit();
    return shop.isHalted();
  }

  /** A form with too little in it is a draft all the same; the plan is told while it is typed. */
  private static void isCreated(Person erin) {
    var page = erin.open("/experiments/new");
    fill(
        page,
        Map.of(
            "key", KEY,
            "name", "Green button",
            "hypothesis", "A green button is seen more easily, so more people sign up.",
            "owner", "growth team",
            "flag", FLAG,
            "variants[0].key", "blue",
            "variants[0].weight", "50",
            "variants[1].key", "green",
            "variants[1].weight", "50"));
    page.selectOption("[name='unit']", "UNIT_TYPE_USER");
    page.fill("[name='variants[0].payload']", "blue");
    page.fill("[name='variants[1].payload']", "green");
    metric(page, "primary", "signup", "METRIC_DIRECTION_INCREASE", "METRIC_CATEGORY_BUSINESS");
    // Nine seconds: the test waits for whole windows.
    page.fill("[name='primary.window']", "0.0001");
    fill(page, Map.of("plan.baseline", "0.2", "plan.mde", "60", "plan.units", "2000"));
    page.selectOption("[name='plan.design']", "DESIGN_FIXED_HORIZON");
    assertThat(page.locator("#outcome")).containsText("units");
    erin.screenshot("story-form");
    page.click("form[action='/experiments'] > button[type=submit]");
    page.waitForURL("**" + HOME);
    assertThat(page.locator("h1 .badge")).containsText("Draft");
  }

  private static void isRefusedAndMended(Person erin) {
    var page = erin.page();
    send(page, "submit");
    assertThat(page.locator("#problem")).containsText("must have a guardrail of latency");
    erin.screenshot("story-refused");

    erin.open(HOME + "/edit");
    open(page);
    guardrail(page, 0, "failed", "METRIC_CATEGORY_ERROR");
    guardrail(page, 1, "slow", "METRIC_CATEGORY_LATENCY");
    page.click("form[action='" + HOME + "'] > button[type=submit]");
    page.waitForURL("**" + HOME);
    send(page, "submit");
    erin.open(HOME);
    assertThat(page.locator("h1 .badge")).containsText("In review");
    // Who made it does not approve it: nothing is offered.
    erin.open(HOME + "/review");
    assertThat(page.locator("form[action$='/approval']")).hasCount(0);
  }

  private static void isApproved(Person ravi) {
    var page = ravi.open(HOME + "/review");
    var form = page.locator("form[action='" + HOME + "/approval']").first();
    form.locator("[name=comment]").fill("Plain and measurable.");
    ravi.screenshot("story-review");
    agree(page, form);
    ravi.open(HOME);
    assertThat(page.locator("h1 .badge")).containsText("Approved");
  }

  private static Visitors runs(Person erin) throws Exception {
    var page = erin.open(HOME);
    send(page, "start");
    erin.open(HOME);
    assertThat(page.locator("h1 .badge")).containsText("Running");
    var visitors = new Visitors(KEY);
    await().atMost(PATIENCE).ignoreExceptions().until(visitors::areServed);

    erin.open(HOME + "/results");
    assertThat(page.locator("main")).containsText("Metrics are withheld");
    visitors.come(1_200);
    // Nobody loads the page again: units arrive, and nothing of what they did.
    assertThat(page.locator(".units tbody td").first())
        .not()
        .hasText("0", new HasTextOptions().setTimeout(PATIENCE.toMillis()));
    assertThat(page.locator(".metrics .verdict")).hasCount(0);

    send(page, "stop");
    erin.open(HOME + "/results");
    assertThat(page.locator(".metrics .verdict").first())
        .hasText("better", new HasTextOptions().setTimeout(PATIENCE.toMillis()));
    erin.screenshot("story-results");
    return visitors;
  }

  private static void isDecided(Person erin, Person ravi, Visitors visitors) throws Exception {
    var page = erin.page();
    awaitText(page, HOME, "h1 .badge", "Stopped");
    ravi.open(HOME + "/review");
    var confirm = ravi.page().locator("form[action='" + HOME + "/result-approval']").first();
    agree(ravi.page(), confirm);

    awaitText(page, HOME + "/decision", "main", "ship green");
    var form = page.locator("form[action='" + HOME + "/decide']").first();
    form.locator("[name=outcome][value=SHIP]").check();
    form.locator("[name=variant]").selectOption("green");
    form.locator("[name=reason]").fill("More people sign up.");
    erin.screenshot("story-decision");
    confirmed(page, () -> form.locator("button[type=submit]").click());
    awaitText(page, HOME, "h1 .badge", "Decided");

    awaitText(page, "/flags/" + FLAG, "main", "green");
    await().atMost(PATIENCE).until((Callable<Boolean>) () -> visitors.allGet("green", FLAG));
    erin.screenshot("story-flag");
    erin.open("/decisions?experiment=" + KEY);
    assertThat(page.locator("main")).containsText("More people sign up.");
  }

  private static void awaitText(Page page, String path, String where, String text) {
    await()
        .atMost(PATIENCE)
        .until(() -> {
          page.navigate(path);
          var found = page.locator(where).first();
          return found.count() > 0 && found.textContent().contains(text);
        });
  }

  /** The form of an action, wherever it is on the page; reasons are given where they are asked. */
  private static void send(Page page, String action) {
    open(page);
    var form = page.locator("form[action='" + HOME + "/" + action + "']").first();
    if (form.locator("[name=reason]").count() > 0) {
      form.locator("[name=reason]").fill("As planned.");
    }
    confirmed(page, () -> form.locator("button").first().click());
    page.waitForLoadState();
  }

  private static void agree(Page page, Locator form) {
    form.locator("[name=verdict][value=approve]").check();
    confirmed(page, () -> form.locator("button[type=submit]").click());
    page.waitForLoadState();
  }

  private static void confirmed(Page page, Runnable click) {
    page.onceDialog(dialog -> dialog.accept());
    click.run();
  }

  private static void open(Page page) {
    page.locator("details").evaluateAll("all => all.forEach(it => it.open = true)");
  }

  private static void fill(Page page, Map<String, String> fields) {
    open(page);
    fields.forEach((name, value) -> page.fill("[name='" + name + "']", value));
  }

  private static void metric(
      Page page, String row, String event, String direction, String category) {
    fill(page, Map.of(row + ".key", event, row + ".event", event));
    page.selectOption("[name='" + row + ".kind']", "METRIC_KIND_PROPORTION");
    page.selectOption("[name='" + row + ".direction']", direction);
    page.selectOption("[name='" + row + ".category']", category);
  }

  private static void guardrail(Page page, int index, String event, String category) {
    var row = "guardrails[" + index + "]";
    metric(page, row, event, "METRIC_DIRECTION_DECREASE", category);
    fill(page, Map.of(row + ".threshold", "< 5pp increase from control", row + ".baseline", "0.02"));
    page.selectOption("[name='" + row + ".action']", "GUARDRAIL_ACTION_ALERT");
  }

  private static void flag() {
    var colour =
        FlagDefinition.newBuilder()
            .setDescription("The colour of the button.")
            .setOwner("growth team")
            .setType(FlagType.FLAG_TYPE_STRING)
            .setUnitType(UnitType.UNIT_TYPE_USER)
            .setDefaultValue(com.google.protobuf.Value.newBuilder().setStringValue("blue"));
    Stack.as("experimenter")
        .flags()
        .createFlag(CreateFlagRequest.newBuilder().setKey(FLAG).setDefinition(colour).build());
  }
}
