# Needs a JDK 25 somewhere, make and a POSIX shell; Maven comes by ./mvnw.

.POSIX:
.SUFFIXES:

DATA_DIR = .plumbline
DETACH =
ANALYSIS_HTTP =
ANALYSIS_GRPC =
ASSIGNMENT_HTTP =
ASSIGNMENT_GRPC =
TRACKING_HTTP =
TRACKING_GRPC =
POSTGRES =
REDIS =
ROUNDS =
SECONDS =
WARM_UP =
CLIENTS =
BATCH =
UNITS =
EVENTS =
MINUTES =
PROFILE =
VERSION =
KIND =
JVM =
BASE =

MVN = JAVA_HOME="$$(bin/find-jdk)" && export JAVA_HOME && ./mvnw -B -ntp
SERVICES = assignment-service,tracking-service,analysis-service

help:
	@echo 'make up            run everything on this machine, with two demo experiments, until stopped'
	@echo '  DETACH=1           return when it is ready, and leave it running'
	@echo '  DATA_DIR=dir       where data is kept (.plumbline)'
	@echo '  ANALYSIS_HTTP=8080 ASSIGNMENT_HTTP=8081 TRACKING_HTTP=8082'
	@echo '  ANALYSIS_GRPC=9080 ASSIGNMENT_GRPC=9081 TRACKING_GRPC=9082'
	@echo '  POSTGRES=0 REDIS=0 other ports; 0 is any free one'
	@echo 'make down          end it (the data stays)'
	@echo 'make clean-data    remove the data'
	@echo
	@echo 'make test          build everything and run the tests'
	@echo 'make test-all      the long tests as well'
	@echo 'make test-clients  hold OpenFeature'\''s clients against the running system; needs Node 20 and npm'
	@echo 'make test-k8s      check the Kubernetes manifests and the alerts; needs kubectl and promtool'
	@echo 'make test-browser  use the dashboard in a real browser; needs Chromium'
	@echo 'make bench-intake  measure durable intake against binary COPY; takes some minutes'
	@echo '  ROUNDS=7 SECONDS=10 WARM_UP=30 CLIENTS=8 BATCH=500'
	@echo 'make bench-fold    measure the fold and its statistics; takes about twenty minutes'
	@echo '  ROUNDS=5 SECONDS=5 WARM_UP=30 CLIENTS=8 BATCH=500 UNITS=1000000 EVENTS=10000000 MINUTES=45'
	@echo 'make bench-analysis  measure the analysis of one experiment; takes two minutes'
	@echo 'make bench-start   measure how long the services take to start, with an AOT cache and without'
	@echo '  ROUNDS=7'
	@echo 'make calibrate     simulate experiments and write docs/calibration.md; takes about 15 minutes'
	@echo 'make mutate        mutate the engine, to see which faults its tests let through; takes long'
	@echo 'make format        format the sources'
	@echo 'make check-dependencies  look for known vulnerabilities; needs the network, and best a key in NVD_API_KEY'
	@echo 'make images        container images of the services; needs docker or podman'
	@echo '  VERSION=0.1.0 KIND=jvm JVM= BASE=  KIND=native after make native; JVM and BASE pin what they build on'
	@echo 'make native-sources  prepare native builds of the services without GraalVM'
	@echo 'make native        native executables of the services, and their tests; needs GraalVM or Mandrel 25'

up:
	@bin/up DATA_DIR='$(DATA_DIR)' DETACH='$(DETACH)' \
	  ANALYSIS_HTTP='$(ANALYSIS_HTTP)' ANALYSIS_GRPC='$(ANALYSIS_GRPC)' \
	  ASSIGNMENT_HTTP='$(ASSIGNMENT_HTTP)' ASSIGNMENT_GRPC='$(ASSIGNMENT_GRPC)' \
	  TRACKING_HTTP='$(TRACKING_HTTP)' TRACKING_GRPC='$(TRACKING_GRPC)' \
	  POSTGRES='$(POSTGRES)' REDIS='$(REDIS)'

down:
	@bin/control down '$(DATA_DIR)'

clean-data:
	@bin/control clean '$(DATA_DIR)'

test:
	@bin/test $(WITH)

test-all:
	@bin/test long $(WITH)

test-clients:
	@bin/test-tagged clients

test-k8s:
	@bin/test-tagged kubernetes

test-browser:
	@bin/test-tagged browser

bench-intake:
	@bin/bench-intake ROUNDS='$(ROUNDS)' SECONDS='$(SECONDS)' WARM_UP='$(WARM_UP)' \
	  CLIENTS='$(CLIENTS)' BATCH='$(BATCH)' PROFILE='$(PROFILE)'

bench-fold:
	@bin/bench-fold ROUNDS='$(ROUNDS)' SECONDS='$(SECONDS)' WARM_UP='$(WARM_UP)' \
	  CLIENTS='$(CLIENTS)' BATCH='$(BATCH)' UNITS='$(UNITS)' EVENTS='$(EVENTS)' \
	  MINUTES='$(MINUTES)' PROFILE='$(PROFILE)'

format:
	@$(MVN) -q spotless:apply

bench-analysis:
	@bin/bench-analysis

bench-start:
	@bin/bench-start ROUNDS='$(ROUNDS)'

calibrate:
	@bin/calibrate

mutate:
	@$(MVN) -pl engine test-compile org.pitest:pitest-maven:mutationCoverage

check-dependencies:
	@bin/check-dependencies

images:
	@bin/images VERSION='$(VERSION)' KIND='$(KIND)' JVM='$(JVM)' BASE='$(BASE)'

native-sources:
	@rm -f local-stack/target/packaged
	@$(MVN) -T 2 package -Dmaven.test.skip=true -pl $(SERVICES) -am \
	  -Dquarkus.native.enabled=true -Dquarkus.native.sources-only=true

native:
	@bin/native

.PHONY: help up down clean-data test test-all test-clients test-k8s test-browser bench-intake bench-fold bench-analysis bench-start calibrate \
  mutate format check-dependencies images native-sources native
