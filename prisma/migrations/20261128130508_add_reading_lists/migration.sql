-- AlterTable
ALTER TABLE "Attestation" ADD COLUMN     "pages" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "Step" ADD COLUMN     "readings" JSONB NOT NULL DEFAULT '[]';

-- Invariants, named like facts.
ALTER TABLE "Step" ADD CONSTRAINT readings_are_a_list CHECK (jsonb_typeof("readings") = 'array');
ALTER TABLE "Attestation" ADD CONSTRAINT pages_are_a_list CHECK (jsonb_typeof("pages") = 'array');
