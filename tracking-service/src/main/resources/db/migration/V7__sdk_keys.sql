-- SDK keys as assignment-service told of them last: they are known while it is away. No secrets, only their SHA-256.
CREATE TABLE sdk_key (
  id text COLLATE "C" PRIMARY KEY,
  -- plumbline.assignment.v1.SdkKeyCredential.
  body bytea NOT NULL
);
